package org.upgradeharness.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.timeline.ProbeFacts;

/** What a probe saw, as findings; and whether the probe was fit to see. */
public final class ProbeJudge {
    private static final double MOST_LAG_P99_MS = 100;
    private static final double MOST_LAG_MS = 1000;

    private ProbeJudge() {}

    /**
     * One finding for each outage. One that lies in a pardon is told and fails nothing.
     *
     * @param pardons when something beside the product was broken on purpose
     * @throws BrokenEnvironment if the probe was late or starved, or a stream saw nothing: an outage could have been missed
     */
    public static List<Finding> judge(Seen seen, Budget budget, List<Pardon> pardons) {
        demandInTime(seen.lag());
        return findings(seen, budget, pardons);
    }

    /** The same, however late the probe was. */
    static List<Finding> findings(Seen seen, Budget budget, List<Pardon> pardons) {
        demandFit(seen);
        List<Finding> findings = new ArrayList<>();
        List<ProbeFacts.Window> rest = new ArrayList<>();
        for (ProbeFacts.Window window : seen.outages()) {
            pardons.stream()
                    .filter(p -> p.covers(window, seen.firstFailure(window)))
                    .findFirst()
                    .ifPresentOrElse(
                            p -> findings.add(finding(window, Severity.NOTE, "recovers, because " + p.why(), "")),
                            () -> rest.add(window));
        }
        Severity severity = budget.holds(rest) ? Severity.NOTE : Severity.ERROR;
        String found = budget.limit().isZero() ? "" : " (" + Budget.seconds(rest) + " s in all streams together)";
        rest.forEach(w -> findings.add(finding(w, severity, budget.words(), found)));
        return findings;
    }

    private static void demandInTime(Histogram lag) {
        double p99 = lag.getValueAtPercentile(99) / 1e3;
        double most = lag.getMaxValue() / 1e3;
        if (p99 > MOST_LAG_P99_MS || most > MOST_LAG_MS) {
            throw new BrokenEnvironment("The probe itself was late (" + p99 + " ms for one request of 100, " + most
                    + " ms at most; allowed are " + MOST_LAG_P99_MS + " and " + MOST_LAG_MS
                    + "): it could have missed an outage. Give the machine less to do beside.");
        }
    }

    private static void demandFit(Seen seen) {
        if (seen.unsent() > 0) {
            throw new BrokenEnvironment("The probe could not send " + seen.unsent()
                    + " requests: too many were under way, or it ran longer than it may.");
        }
        for (String stream : seen.names()) {
            if (seen.answered(stream, Phase.BEFORE) == 0) {
                throw new BrokenEnvironment("The stream " + stream
                        + " had no right answer before anything was changed: it proves nothing.");
            }
        }
        seen.failedBefore().ifPresent(why -> {
            throw new BrokenEnvironment("A request failed before anything was changed (" + why
                    + "): what fails later would not be the upgrade's doing.");
        });
    }

    private static Finding finding(ProbeFacts.Window w, Severity severity, String expected, String more) {
        boolean stale = w.byClass().keySet().equals(java.util.Set.of(FaultClass.STALE_CONTENT.id()));
        return Finding.of(
                        severity,
                        stale ? Kind.STALE_READ : Kind.OUTAGE,
                        "probe:" + w.stream(),
                        w.step(),
                        expected,
                        w.failed() + " of " + w.sent() + " requests failed in " + w.seconds() + " s ("
                                + words(w.byClass())
                                + ")" + (w.replicas().isEmpty() ? "" : " on " + String.join(", ", w.replicas()))
                                + ", first: " + w.sample() + more)
                .inGroup("outage: " + w.step());
    }

    private static String words(Map<String, Long> byClass) {
        return byClass.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
    }
}
