package org.upgradeharness.report;

import org.upgradeharness.judge.Verdict;

/**
 * What a run comes to.
 *
 * @param verdict the run's verdict
 * @param headline the same in words
 * @param exitCode the exit code of the command
 */
public record Outcome(Verdict verdict, String headline, int exitCode) {
    /** The same for a run that met a trouble of the environment on its way; a failure of the product still comes first. */
    public Outcome troubledBy(String sentence) {
        return verdict == Verdict.FAILED
                ? new Outcome(verdict, headline + "; besides: " + sentence, exitCode)
                : new Outcome(Verdict.BROKEN, "BROKEN: " + sentence, 3);
    }
}
