package org.upgradeharness.crash;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Where the time of points went, by what was done. */
final class Spent {
    private final Map<String, Long> nanos = new LinkedHashMap<>();

    <T> T on(String what, Supplier<T> work) {
        long begun = System.nanoTime();
        try {
            return work.get();
        } finally {
            nanos.merge(what, System.nanoTime() - begun, Long::sum);
        }
    }

    void on(String what, Runnable work) {
        on(what, () -> {
            work.run();
            return null;
        });
    }

    Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        nanos.forEach((what, spent) -> seconds.put(what, Math.round(spent / 1e8) / 10.0));
        return seconds;
    }
}
