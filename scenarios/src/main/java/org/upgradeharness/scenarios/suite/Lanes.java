package org.upgradeharness.scenarios.suite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.upgradeharness.product.Version;

/**
 * Runs scenarios on every engine: two of an engine side by side, since much of each is waiting for a start or a stop, and after them,
 * one by one, those that measure time and want the machine for themselves.
 */
final class Lanes {
    private static final int SIDE_BY_SIDE = 2;

    private final List<ScenarioRef> scenarios;
    private final Consumer<RuntimeException> trouble;
    private final BooleanSupplier stopped;

    /**
     * Lanes on which nothing runs yet.
     *
     * @param scenarios what is to be run, in this order, on every engine
     * @param stopped whether nothing further may begin
     * @param trouble told what a scenario could not be run for
     */
    Lanes(List<ScenarioRef> scenarios, BooleanSupplier stopped, Consumer<RuntimeException> trouble) {
        this.scenarios = scenarios;
        this.stopped = stopped;
        this.trouble = trouble;
    }

    /**
     * Runs everything.
     *
     * @throws InterruptedException if this thread is interrupted while it waits for the lanes
     */
    void run(List<ActiveBench> benches) throws InterruptedException {
        Map<ActiveBench, Queue<ScenarioRef>> waiting = new LinkedHashMap<>();
        for (ActiveBench bench : benches) {
            waiting.put(bench, new ConcurrentLinkedQueue<>(besideOneAnother()));
            seedAhead(bench);
        }
        List<Thread> threads = new ArrayList<>();
        waiting.forEach((bench, own) -> {
            for (int lane = 1; lane <= SIDE_BY_SIDE; lane++) {
                threads.add(new Thread(
                        () -> {
                            oneAfterAnother(bench, own);
                            // Where an engine has nothing left to begin, its lanes help the other one.
                            waiting.forEach(this::oneAfterAnother);
                        },
                        bench.bench().engine().id() + "-" + lane));
            }
        });
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        benches.forEach(bench -> oneAfterAnother(bench, new ConcurrentLinkedQueue<>(alone())));
    }

    /** What takes long begins first, so that at the end nobody waits for it alone. */
    private List<ScenarioRef> besideOneAnother() {
        return scenarios.stream()
                .filter(s -> !s.alone())
                .sorted(Comparator.comparing(s -> s.takesLong() ? 0 : 1))
                .toList();
    }

    private List<ScenarioRef> alone() {
        return scenarios.stream().filter(ScenarioRef::alone).toList();
    }

    private void oneAfterAnother(ActiveBench active, Queue<ScenarioRef> waiting) {
        for (ScenarioRef next = waiting.poll(); next != null && !stopped.getAsBoolean(); next = waiting.poll()) {
            List<ScenarioRef> one = List.of(next);
            try {
                active.during(() -> Scenarios.execute(one));
            } catch (RuntimeException e) {
                trouble.accept(e);
            }
        }
    }

    /** While the first scenario waits for the old release, what a later one needs of the new release can be made. */
    private void seedAhead(ActiveBench active) {
        if (!active.run().request().dumps().own().isEmpty()) {
            return;
        }
        boolean first = scenarios.get(0).tags().contains(ScenarioRef.SEEDS_NEW);
        scenarios.stream()
                .filter(s -> !first && s.tags().contains(ScenarioRef.SEEDS_NEW))
                .findFirst()
                .ifPresent(s -> active.bench()
                        .seedAhead(
                                s.key(active.bench().engine().id()),
                                active.run().to()));
        scenarios.stream()
                .flatMap(s -> s.tags().stream())
                .filter(tag -> tag.startsWith(ScenarioRef.NUMBERED))
                .map(tag -> Version.parse(tag.substring(ScenarioRef.NUMBERED.length())))
                .forEach(active.run()::getAhead);
    }
}
