package org.upgradeharness.scenarios.matrix;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.report.Tally;
import org.upgradeharness.scenarios.suite.ScenarioRef;
import org.upgradeharness.store.Engine;

/**
 * What is known of a pair of releases on an engine.
 *
 * @param pair the releases
 * @param engine the kind of database
 * @param verdict the worst of the last verdicts of its scenarios; empty if there is none
 * @param at when the last of them was judged; empty if there is no verdict
 * @param findings all their findings
 * @param lacking the scenarios without a verdict that holds
 * @param reasons why it is not known for good; empty if it is
 */
public record Cell(
        Pair pair,
        Engine engine,
        Optional<Verdict> verdict,
        Optional<Instant> at,
        Tally findings,
        List<ScenarioRef> lacking,
        List<String> reasons) {
    public Cell {
        lacking = List.copyOf(lacking);
        reasons = List.copyOf(reasons);
    }

    /** Whether all its scenarios have a verdict about the product that holds now. */
    public boolean isCurrent() {
        return lacking.isEmpty();
    }

    /** Whether it passed, and would be the same now. */
    public boolean isProven() {
        return isCurrent() && verdict.filter(v -> v == Verdict.PASSED).isPresent();
    }
}
