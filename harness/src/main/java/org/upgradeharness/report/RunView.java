package org.upgradeharness.report;

import java.util.List;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.timeline.CaseResult;
import org.upgradeharness.timeline.RunFacts;

/**
 * A run as all renderers see it, at any moment of it.
 *
 * @param facts what was known before the first case
 * @param verdict the run's verdict; BROKEN as long as it has not ended
 * @param headline the outcome in words
 * @param exitCode the exit code of the command
 * @param seconds how long the run took so far
 * @param remarks what else people should know
 * @param cases the cases in the order in which they began; one that has not ended is BROKEN
 */
record RunView(
        RunFacts facts,
        Verdict verdict,
        String headline,
        int exitCode,
        double seconds,
        List<String> remarks,
        List<CaseResult> cases) {}
