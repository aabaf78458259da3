package org.upgradeharness.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.CaseResult;
import org.upgradeharness.timeline.Event;
import org.upgradeharness.timeline.RunFacts;
import org.upgradeharness.timeline.Step;

/** What the events told so far; a run of which no end was heard did not finish, and its view says so. */
final class RunRecord {
    static final String OK = "ok";
    private static final String UNFINISHED = "did not finish";

    private final List<Open> cases = new ArrayList<>();
    private final List<Running> running = new ArrayList<>();
    private RunFacts facts;
    private Instant lastHeard;
    private Running lastStep;
    private Event.RunEnded ended;

    /** A case from its start to its result. */
    private static final class Open {
        private final CaseKey key;
        private final Instant start;
        private final List<Step> steps = new ArrayList<>();
        private CaseResult result;

        Open(CaseKey key, Instant start) {
            this.key = key;
            this.start = start;
        }
    }

    private record Running(CaseKey key, String name, Instant start) {}

    void add(Event event) {
        if (event instanceof Event.RunStarted e) {
            facts = e.facts();
            lastHeard = e.at();
        } else if (event instanceof Event.CaseStarted e) {
            // Something of it may have been done ahead of its start.
            of(e.key(), e.at());
            lastHeard = e.at();
        } else if (event instanceof Event.StepStarted e) {
            lastStep = new Running(e.key(), e.name(), e.at());
            running.add(lastStep);
            lastHeard = e.at();
        } else if (event instanceof Event.StepEnded e) {
            stepEnded(e);
        } else if (event instanceof Event.CaseEnded e) {
            of(e.result().key(), e.at()).result = e.result();
            lastHeard = e.at();
        } else if (event instanceof Event.RunEnded e) {
            ended = e;
            lastHeard = e.at();
        }
    }

    private void stepEnded(Event.StepEnded e) {
        running.removeIf(r -> r.name().equals(e.step().name()) && Objects.equals(r.key(), e.key()));
        if (e.key() != null) {
            of(e.key(), e.step().startedAt()).steps.add(e.step());
        }
        lastStep = new Running(e.key(), e.step().name(), e.step().startedAt());
        lastHeard = e.at();
    }

    private Open of(CaseKey key, Instant at) {
        return cases.stream().filter(c -> c.key.equals(key)).findFirst().orElseGet(() -> {
            Open late = new Open(key, at);
            cases.add(late);
            return late;
        });
    }

    boolean started() {
        return facts != null;
    }

    RunView view() {
        double seconds = seconds(facts.started(), lastHeard);
        List<CaseResult> results = cases.stream()
                .map(this::result)
                .sorted(Comparator.comparing(CaseResult::key, CaseKey.ORDER))
                .toList();
        return ended == null
                ? new RunView(
                        facts, Verdict.BROKEN, "BROKEN: the run " + lastSign(lastStep), 3, seconds, List.of(), results)
                : new RunView(
                        facts, ended.verdict(), ended.headline(), ended.exitCode(), seconds, ended.remarks(), results);
    }

    private String lastSign(Running step) {
        String where = step == null
                ? ""
                : " in step \"" + step.name() + "\"" + (step.key() == null ? "" : " of " + step.key());
        return UNFINISHED + ": last heard of " + Plain.clock(lastHeard) + " UTC" + where;
    }

    private CaseResult result(Open open) {
        if (open.result != null) {
            return withReason(open.result);
        }
        List<Step> steps = new ArrayList<>(open.steps);
        running.stream()
                .filter(r -> open.key.equals(r.key()))
                .forEach(r -> steps.add(new Step(r.name(), r.start(), seconds(r.start(), lastHeard), UNFINISHED)));
        String reason = UNFINISHED
                + (steps.isEmpty()
                        ? ""
                        : "; its last step was \"" + steps.get(steps.size() - 1).name() + "\"");
        return new CaseResult(
                open.key,
                List.of(),
                null,
                null,
                Verdict.BROKEN,
                reason,
                seconds(open.start, lastHeard),
                "evidence/" + open.key.folder(),
                open.key.repeat(facts.command()),
                List.of(),
                steps,
                Map.of(),
                List.of());
    }

    /** Whatever did not pass says why, or says that nobody said so. */
    private static CaseResult withReason(CaseResult r) {
        boolean silent = r.reason() == null || r.reason().isBlank();
        String reason = !silent ? r.reason() : r.verdict() == Verdict.PASSED ? "" : "no reason was given";
        return new CaseResult(
                r.key(),
                r.path(),
                r.from(),
                r.to(),
                r.verdict(),
                reason,
                r.seconds(),
                r.evidence(),
                r.repeat(),
                r.findings(),
                r.steps(),
                r.counts(),
                r.figures(),
                r.probe());
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis() / 1000.0);
    }
}
