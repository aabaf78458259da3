package org.upgradeharness.crash;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.upgradeharness.config.BrokenEnvironment;

/** The same work on several things, some of them side by side. */
public final class SideBySide {
    private SideBySide() {}

    /**
     * Does it to each and waits for all. The work has to be bounded itself.
     *
     * @param atOnce the most that are worked on at a time; at least 1
     * @throws RuntimeException what the first of them threw, when all have ended
     */
    public static <T> void onEach(Collection<T> all, int atOnce, Consumer<T> work) {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<?>> begun = new ArrayList<>();
            all.forEach(one -> begun.add(threads.submit(() -> work.accept(one))));
            RuntimeException first = null;
            for (Future<?> one : begun) {
                try {
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
            throw new BrokenEnvironment("Interrupted while several things were done side by side.", e);
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
