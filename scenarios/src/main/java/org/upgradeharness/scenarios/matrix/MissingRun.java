package org.upgradeharness.scenarios.matrix;

import java.util.List;
import java.util.stream.Collectors;
import org.upgradeharness.scenarios.suite.ScenarioRef;
import org.upgradeharness.store.Engine;

/**
 * A run that would give a pair the verdicts it has not.
 *
 * @param pair the releases
 * @param engines the engines on which one is missing
 * @param scenarios the scenarios of which one is missing on any of them
 */
public record MissingRun(Pair pair, List<Engine> engines, List<ScenarioRef> scenarios) {
    public MissingRun {
        engines = List.copyOf(engines);
        scenarios = List.copyOf(scenarios);
    }

    /** In words: releases, engines, scenarios. */
    @Override
    public String toString() {
        return pair + " on " + engines.stream().map(Engine::id).collect(Collectors.joining(" and ")) + ": "
                + scenarios.stream().map(s -> s.caseId() + " " + s.way()).collect(Collectors.joining(", "));
    }
}
