package org.upgradeharness.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.upgradeharness.crash.Verdicts.Verdict;
import org.upgradeharness.migrate.MigratorEnd;
import org.upgradeharness.migrate.Statement;
import org.upgradeharness.store.Store;

/** Runs an interrupted migration again on one lane, by every way, and says what came of it. */
final class PointJudge {
    static final String READING = "reading what the killed ones left";
    static final String RENEWING = "making the store anew";

    private final CrashSite site;
    private final List<Control> controls;
    private final Verdicts verdicts;
    private final Spent spent;
    private Store crashed;

    PointJudge(CrashSite site, List<Control> controls, Verdicts verdicts, Spent spent) {
        this.site = site;
        this.controls = controls.stream().map(c -> c.on(site)).toList();
        this.verdicts = verdicts;
        this.spent = spent;
    }

    /** Judges what the slot holds now. */
    Verdict judge(Statement point) {
        spent.on(RENEWING, this::keepCrashed);
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < controls.size(); i++) {
            if (i > 0) {
                spent.on(RENEWING, () -> site.server().renew(site.slot(), crashed));
            }
            told.add(again(controls.get(i), point.revision()));
        }
        return verdict(point.n(), told);
    }

    private void keepCrashed() {
        if (crashed == null) {
            crashed = site.keep("crashed");
        } else {
            site.server().renew(crashed, site.slot());
        }
    }

    /** What came of running the migration again by one way. */
    private record Told(String way, PointOutcome outcome, String message, List<String> differences) {
        boolean same(Told other) {
            return outcome == other.outcome
                    && message.equals(other.message)
                    && EndState.essence(differences).equals(EndState.essence(other.differences));
        }
    }

    /**
     * The first one of each revision goes to its end. Where another one has come to what the uninterrupted migration held before a later
     * revision, the rest is that migration's, and is not waited for.
     */
    private Told again(Control control, String revision) {
        String way = control.way().title();
        boolean toItsEnd = verdicts.first("to its end " + control.way().name() + " " + revision);
        MigratorEnd end =
                spent.on("running it again by " + way, () -> site.migrator().run(control.run(toItsEnd)));
        if (!toItsEnd && end.endedWhereSame()) {
            return new Told(
                    way,
                    PointOutcome.CONVERGED,
                    "before revision " + end.same() + " it was the store of the migration that was not interrupted",
                    List.of());
        }
        spent.on(READING, () -> site.server().settled(site.slot()));
        if (end.exit() != 0) {
            return new Told(way, PointOutcome.STUCK, end.message(), List.of());
        }
        EndState state = spent.on("comparing with the migration that was not interrupted", control::judge);
        if (state.right()) {
            verdicts.right(control.way().name(), () -> site.keep("survivor"));
        } else {
            verdicts.wrong(revision + " " + state.sort(), () -> site.keep("survivor"));
        }
        List<String> differences = new ArrayList<>(state.differences());
        spent.on("third runs", () -> thirdTime(control, state))
                .forEach(d -> differences.add("a third run changes " + d));
        return differences.isEmpty()
                ? new Told(way, PointOutcome.CONVERGED, "", differences)
                : new Told(way, PointOutcome.DIFFERENT, "it says that it succeeded", differences);
    }

    /** What all ways come to is said once, everything else with the way. */
    private static Verdict verdict(int n, List<Told> told) {
        Told first = told.get(0);
        if (told.stream().allMatch(first::same)) {
            return new Verdict(n, first.outcome(), first.message(), first.differences());
        }
        if (told.stream().allMatch(t -> t.outcome() == PointOutcome.CONVERGED)) {
            String messages = told.stream()
                    .map(Told::message)
                    .filter(m -> !m.isEmpty())
                    .distinct()
                    .collect(Collectors.joining("; "));
            return new Verdict(n, PointOutcome.CONVERGED, messages, List.of());
        }
        PointOutcome worst = told.stream().map(Told::outcome).reduce(first.outcome(), PointJudge::worse);
        List<String> messages = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        for (Told t : told) {
            String by = "by " + t.way() + ": ";
            boolean well = t.outcome() == PointOutcome.CONVERGED;
            messages.add(by + (well ? "converged" : t.message()));
            t.differences().forEach(d -> differences.add(d.startsWith(EndState.DETAIL) ? d : by + d));
        }
        return new Verdict(n, worst, String.join("; ", messages), differences);
    }

    private static PointOutcome worse(PointOutcome one, PointOutcome other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private Set<String> thirdTime(Control control, EndState state) {
        return verdicts.first("third run " + control.way().name() + state.objects()) ? control.thirdRun() : Set.of();
    }
}
