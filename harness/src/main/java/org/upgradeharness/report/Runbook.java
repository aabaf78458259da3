package org.upgradeharness.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.upgradeharness.timeline.CaseResult;
import org.upgradeharness.timeline.Step;
import org.upgradeharness.timeline.StepNames;

/**
 * What an operator does to upgrade one store one way, with the measured times.
 *
 * @param result the case in which it was measured
 * @param tasks the steps in order
 */
record Runbook(CaseResult result, List<Task> tasks) {
    /**
     * One thing to do.
     *
     * @param words what, in the imperative
     * @param seconds how long it took, or null if it was not measured
     * @param where the case in which it was measured, if it was another one; stores are seeded once per engine
     */
    record Task(String words, Double seconds, String where) {}

    /** The runbooks in a run: of each case in which a store with data went from one release to another. */
    static List<Runbook> of(List<CaseResult> cases) {
        return cases.stream()
                .filter(c -> c.from() != null && c.to() != null && c.path().size() > 1 && !WaysBack.isOne(c))
                .map(c -> new Runbook(c, tasks(c, cases)))
                .filter(r -> r.tasks().stream().anyMatch(t -> t.seconds() != null && t.where() == null))
                .toList();
    }

    private static List<Task> tasks(CaseResult c, List<CaseResult> all) {
        String from = c.from().release();
        String to = c.to().release();
        List<Task> tasks = new ArrayList<>();
        tasks.add(shared("Stop " + from + " (SIGTERM) and wait until it has ended", StepNames.stop(from), c, all));
        tasks.add(shared("Back up the store, and restore the backup elsewhere to prove it", StepNames.BACK_UP, c, all));
        step(c, StepNames::migrates).ifPresent(s -> tasks.add(new Task("Migrate: " + command(s), s.seconds(), null)));
        String last = step(c, StepNames::migrates).isPresent() ? "" : "; it migrates the store";
        Optional<Step> start = step(c, StepNames.start(to)::equals);
        tasks.add(new Task(
                "Start " + to + " and wait until it is ready" + last,
                start.map(Step::seconds).orElse(null),
                null));
        return tasks;
    }

    private static String command(Step step) {
        return step.name().substring(StepNames.migrateBy("").length());
    }

    private static Task shared(String words, String name, CaseResult c, List<CaseResult> all) {
        Optional<Step> own = beforeStart(c, name);
        if (own.isPresent()) {
            return new Task(words, own.get().seconds(), null);
        }
        return all.stream()
                .filter(o ->
                        o.key().engine().equals(c.key().engine()) && !o.key().equals(c.key()))
                .filter(o -> beforeStart(o, name).isPresent())
                .findFirst()
                .map(o -> new Task(
                        words,
                        beforeStart(o, name).orElseThrow().seconds(),
                        o.key().toString()))
                .orElse(new Task(words, null, null));
    }

    /** Where a release is restarted, old and new have one name: the first is the old one. */
    private static Optional<Step> beforeStart(CaseResult c, String name) {
        Optional<Step> found = step(c, name::equals);
        if (c.to() == null) {
            return found;
        }
        Optional<Step> start = step(c, StepNames.start(c.to().release())::equals);
        return found.filter(
                f -> start.isEmpty() || f.startedAt().isBefore(start.get().startedAt()));
    }

    private static Optional<Step> step(CaseResult c, Predicate<String> name) {
        return c.steps().stream()
                .filter(s -> name.test(s.name()) && s.outcome().equals(RunRecord.OK))
                .min(Comparator.comparing(Step::startedAt));
    }

    /** From the SIGTERM of the old release to the readiness of the new one, or null if a part was not measured. */
    Double downtime() {
        return tasks.stream().anyMatch(t -> t.seconds() == null)
                ? null
                : Double.valueOf(tasks.stream().mapToDouble(Task::seconds).sum());
    }
}
