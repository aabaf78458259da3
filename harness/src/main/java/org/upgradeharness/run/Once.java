package org.upgradeharness.run;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Things that are made once by name and then shared, also when they are asked for while they are made ahead. What could not be
 * made is made anew when it is asked for again.
 */
final class Once<T> {
    private final Map<String, FutureTask<T>> tasks = new HashMap<>();

    /** The thing of that name, made now, waited for, or there already. */
    T get(String name, Supplier<T> maker) {
        FutureTask<T> task = taskOf(name, maker);
        // Does nothing where another thread runs it or has run it.
        task.run();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.upgradeharness.config.BrokenEnvironment("Interrupted while waiting for " + name + ".", e);
        } catch (ExecutionException e) {
            forget(name, task);
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Whether somebody has begun to make it. */
    synchronized boolean begun(String name) {
        return tasks.containsKey(name);
    }

    /** Begins to make it on a thread of its own, unless somebody has begun already. */
    void ahead(String name, Supplier<T> maker) {
        FutureTask<T> task = taskOf(name, maker);
        Thread thread = new Thread(task, "ahead");
        thread.setDaemon(true);
        thread.start();
    }

    private synchronized FutureTask<T> taskOf(String name, Supplier<T> maker) {
        return tasks.computeIfAbsent(name, n -> new FutureTask<>(maker::get));
    }

    private synchronized void forget(String name, FutureTask<T> failed) {
        tasks.remove(name, failed);
    }
}
