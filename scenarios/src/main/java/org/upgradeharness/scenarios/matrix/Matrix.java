package org.upgradeharness.scenarios.matrix;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.report.Tally;
import org.upgradeharness.scenarios.suite.ScenarioRef;
import org.upgradeharness.store.Engine;

/**
 * Pairs of releases by engines.
 *
 * @param cells the cells, newest pair first
 */
public record Matrix(List<Cell> cells) {
    private static final List<Verdict> WORST_FIRST =
            List.of(Verdict.FAILED, Verdict.BROKEN, Verdict.PASSED, Verdict.SKIPPED);

    public Matrix {
        cells = List.copyOf(cells);
    }

    /**
     * Looks up what is known.
     *
     * @param pairs the pairs, in the order of the rows
     * @param engines the engines
     * @param scenarios the scenarios that make a verdict; those that upgrade nothing or start from another release are left out
     * @param history the results there are
     * @param present what a run would stand on now
     */
    public static Matrix of(
            List<Pair> pairs, List<Engine> engines, List<ScenarioRef> scenarios, History history, Present present) {
        Staleness staleness = new Staleness(present, history);
        List<Cell> cells = new ArrayList<>();
        for (Pair pair : pairs) {
            List<ScenarioRef> own =
                    scenarios.stream().filter(s -> s.upgradesFrom(pair.from())).toList();
            if (!own.isEmpty()) {
                engines.forEach(engine -> cells.add(cell(pair, engine, own, history, staleness)));
            }
        }
        return new Matrix(cells);
    }

    private static Cell cell(
            Pair pair, Engine engine, List<ScenarioRef> scenarios, History history, Staleness staleness) {
        List<History.Result> results = new ArrayList<>();
        List<ScenarioRef> never = new ArrayList<>();
        List<ScenarioRef> lacking = new ArrayList<>();
        Set<String> reasons = new LinkedHashSet<>();
        for (ScenarioRef scenario : scenarios) {
            Optional<History.Result> last = history.last(pair, engine, scenario.caseId(), scenario.way());
            if (last.isEmpty()) {
                never.add(scenario);
                lacking.add(scenario);
                continue;
            }
            results.add(last.get());
            List<String> stale = staleness.of(last.get(), scenario, pair);
            reasons.addAll(stale);
            // A case that could not be judged says nothing about the product.
            if (!stale.isEmpty() || last.get().recorded().verdict() == Verdict.BROKEN) {
                lacking.add(scenario);
            }
        }
        if (!results.isEmpty() && !never.isEmpty()) {
            reasons.add("never ran: "
                    + never.stream().map(s -> s.caseId() + " " + s.way()).collect(Collectors.joining(", ")));
        }
        return new Cell(
                pair,
                engine,
                WORST_FIRST.stream()
                        .filter(v -> results.stream().anyMatch(r -> r.recorded().verdict() == v))
                        .findFirst(),
                results.stream().map(r -> r.run().started()).max(Comparator.<Instant>naturalOrder()),
                results.stream().map(r -> r.recorded().findings()).reduce(Tally.NONE, Tally::plus),
                lacking,
                List.copyOf(reasons));
    }

    /** What has to be run so that every cell has a verdict that holds, newest pair first; one run for a pair. */
    public List<MissingRun> missing() {
        return cells.stream()
                .map(Cell::pair)
                .distinct()
                .sorted(Pair.NEWEST_FIRST)
                .flatMap(pair -> {
                    List<Cell> open = cells.stream()
                            .filter(c -> c.pair().equals(pair) && !c.isCurrent())
                            .toList();
                    List<ScenarioRef> scenarios = open.stream()
                            .flatMap(c -> c.lacking().stream())
                            .distinct()
                            .toList();
                    return open.isEmpty()
                            ? java.util.stream.Stream.<MissingRun>empty()
                            : java.util.stream.Stream.of(new MissingRun(
                                    pair, open.stream().map(Cell::engine).toList(), scenarios));
                })
                .toList();
    }
}
