package org.upgradeharness.crash;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Where the time of points went, by what was done; that of lanes side by side is added up. */
final class Spent {
    private final Map<String, Long> nanos = new LinkedHashMap<>();

    <T> T on(String what, Supplier<T> work) {
        long begun = System.nanoTime();
        try {
            return work.get();
        } finally {
            add(what, System.nanoTime() - begun);
        }
    }

    void on(String what, Runnable work) {
        on(what, () -> {
            work.run();
            return null;
        });
    }

    private synchronized void add(String what, long spent) {
        nanos.merge(what, spent, Long::sum);
    }

    synchronized Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        nanos.forEach((what, spent) -> seconds.put(what, Math.round(spent / 1e8) / 10.0));
        return seconds;
    }
}
