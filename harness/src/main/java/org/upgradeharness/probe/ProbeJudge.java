package org.upgradeharness.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.timeline.ProbeFacts;

/** What a probe saw, as findings; and whether the probe was fit to see. */
public final class ProbeJudge {
    private ProbeJudge() {}

    /**
     * What a probe saw.
     *
     * @param findings one for each outage; where the probe was late, of those alone that its lateness cannot have caused
     * @param late why it could have missed an outage; empty where it was in time. Nothing passes by what a late probe saw
     */
    public record Judged(List<Finding> findings, String late) {}

    /**
     * Judges the outages. One that lies in a pardon is told and fails nothing.
     *
     * @param pardons when something beside the product was broken on purpose
     * @param beside what is to be said of other programs that were in the way; empty where there were none
     * @throws BrokenEnvironment if a stream saw nothing or failed before anything was changed
     */
    public static Judged judge(Seen seen, Budget budget, List<Pardon> pardons, String beside) {
        String late = Lateness.of(seen, beside);
        demandAnswers(seen);
        if (late.isEmpty()) {
            return new Judged(findings(seen, budget, pardons), "");
        }
        Seen certain = Lateness.certain(seen);
        int without = seen.failures().size() - certain.failures().size();
        return new Judged(
                findings(certain, budget, pardons),
                without == 0 ? late : late + " " + without + " failed requests may come of that and are not judged.");
    }

    /** The same, however late the probe was. */
    static List<Finding> findings(Seen seen, Budget budget, List<Pardon> pardons) {
        seen.failedBefore().ifPresent(why -> {
            throw new BrokenEnvironment("A request failed before anything was changed (" + why
                    + "): what fails later would not be the upgrade's doing.");
        });
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

    private static void demandAnswers(Seen seen) {
        for (String stream : seen.names()) {
            if (seen.answered(stream, Phase.BEFORE) == 0) {
                throw new BrokenEnvironment("The stream " + stream
                        + " had no right answer before anything was changed: it proves nothing.");
            }
        }
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
