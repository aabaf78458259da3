package org.upgradeharness.timeline;

import java.util.List;
import java.util.Map;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Verdict;

/**
 * What became of one scenario on one engine.
 *
 * @param key which one
 * @param path the releases in the order in which the store saw them
 * @param from the old side, or null for a fresh installation
 * @param to the new side, or null if it was never got
 * @param verdict the verdict
 * @param reason why, in one sentence; empty when passed
 * @param seconds how long the case took
 * @param evidence folder of its evidence, relative to the report folder
 * @param repeat the command that repeats it
 * @param findings all findings, known ones too
 * @param steps its timed steps
 * @param counts rows by table and entities by feature, before and after
 * @param figures what else was measured, where the store is large
 * @param probe what a probe saw beside, or null where there was none
 */
public record CaseResult(
        CaseKey key,
        List<String> path,
        ReleaseFacts from,
        ReleaseFacts to,
        Verdict verdict,
        String reason,
        double seconds,
        String evidence,
        String repeat,
        List<Finding> findings,
        List<Step> steps,
        Map<String, Count> counts,
        List<Figure> figures,
        ProbeFacts probe) {
    /** The result of a case without a probe. */
    public CaseResult(
            CaseKey key,
            List<String> path,
            ReleaseFacts from,
            ReleaseFacts to,
            Verdict verdict,
            String reason,
            double seconds,
            String evidence,
            String repeat,
            List<Finding> findings,
            List<Step> steps,
            Map<String, Count> counts,
            List<Figure> figures) {
        this(key, path, from, to, verdict, reason, seconds, evidence, repeat, findings, steps, counts, figures, null);
    }
}
