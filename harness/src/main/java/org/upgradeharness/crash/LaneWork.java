package org.upgradeharness.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.upgradeharness.config.BrokenEnvironment;

/** The same work on several lanes side by side. */
final class LaneWork {
    private LaneWork() {}

    /** Does it on each lane and waits for all; what one throws is thrown when all have ended. */
    static void onEach(List<Lane> lanes, Consumer<Lane> work) {
        if (lanes.isEmpty()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(lanes.size());
        try {
            List<Future<?>> all = new ArrayList<>();
            lanes.forEach(lane -> all.add(threads.submit(() -> work.accept(lane))));
            RuntimeException first = null;
            for (Future<?> one : all) {
                try {
                    // Bounded by what it does: each run of a migrator has its limit.
                    one.get();
                } catch (ExecutionException e) {
                    first = first == null ? thrown(e) : first;
                }
            }
            if (first != null) {
                throw first;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenEnvironment("Interrupted while migrations were interrupted.", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static RuntimeException thrown(ExecutionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
            return cause;
        }
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(e.getCause());
    }
}
