package org.upgradeharness.scenarios.steps;

import java.util.List;
import org.opentest4j.TestAbortedException;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Verdict;

/**
 * How a scenario ended, and what its verdict is.
 *
 * @param trouble what could not be done, or null
 * @param judged whether anything was judged
 * @param failed whether a step failed
 * @param doubt why nothing passes by what was seen; empty if there is no such reason. It takes nothing from what was found
 * @param failing the findings that fail the run
 */
record Ending(Throwable trouble, boolean judged, boolean failed, String doubt, List<Finding> failing) {
    Verdict verdict() {
        if (trouble instanceof TestAbortedException) {
            return Verdict.SKIPPED;
        }
        boolean unexplained = failing.isEmpty() && (failed || !doubt.isEmpty());
        if (trouble != null || !judged || unexplained) {
            return Verdict.BROKEN;
        }
        return failing.isEmpty() ? Verdict.PASSED : Verdict.FAILED;
    }

    String reason() {
        return switch (verdict()) {
            case SKIPPED -> trouble.getMessage();
            case BROKEN -> trouble == null ? unsaid() : told();
            case FAILED ->
                failing.stream().map(Finding::group).distinct().count() + " causes, " + failing.size()
                        + " findings; first: " + failing.get(0).group()
                        + (doubt.isEmpty() ? "" : ". Beside that: " + doubt);
            case PASSED -> "";
        };
    }

    private String unsaid() {
        if (!judged) {
            return "The case ended without a judgement.";
        }
        return doubt.isEmpty() ? "A step failed, and no finding says why." : doubt;
    }

    private String told() {
        boolean words =
                trouble instanceof BrokenEnvironment || trouble.getMessage() != null && !(trouble instanceof Error);
        return words ? trouble.getMessage() : trouble.toString();
    }
}
