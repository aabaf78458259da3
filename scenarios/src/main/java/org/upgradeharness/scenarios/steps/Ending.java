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
    private static final int LONGEST = 400;

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
                counted(failing.stream().map(Finding::group).distinct().count(), "cause") + ", "
                        + counted(failing.size(), "finding") + "; first: "
                        + failing.get(0).group() + " (" + sample(failing.get(0)) + ")"
                        + (doubt.isEmpty() ? "" : ". Beside that: " + doubt);
            case PASSED -> "";
        };
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** What was found, in one line: a cause alone seldom says what to look for. */
    private static String sample(Finding finding) {
        String said = (finding.object() + (finding.key().isEmpty() ? "" : " [" + finding.key() + "]") + ": expected "
                        + finding.expected() + ", found " + finding.found())
                .replaceAll("\\s+", " ");
        return said.length() > LONGEST ? said.substring(0, LONGEST) + "…" : said;
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
