package org.upgradeharness.run;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreWatch;
import org.upgradeharness.timeline.Figure;

/** What is measured where a store is large: the room and the locks of its migration, and the memory that it takes to judge it. */
final class Measured {
    private static final double MIB = 1 << 20;

    private final List<Figure> figures = new ArrayList<>();

    /** Figures so far, in the order in which they were measured. */
    List<Figure> figures() {
        return List.copyOf(figures);
    }

    /** Watches the store while it is migrated. */
    <T> T migration(Store store, Supplier<T> body) {
        try (StoreWatch watch = StoreWatch.start(store.address())) {
            long start = System.nanoTime();
            T result = body.get();
            double seconds = (System.nanoTime() - start) / 1e9;
            StoreWatch.Seen seen = watch.end();
            add("migration", seconds, "s");
            add("peak disk of the store", seen.peakBytes() / MIB, "MiB");
            if (!seen.lock().isEmpty()) {
                add("longest lock, " + seen.lock(), seen.lockSeconds(), "s");
            }
            return result;
        }
    }

    /** The most memory in use while rows are compared; other cases at that time count too. */
    void comparison(Runnable body) {
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        body.run();
        add(
                "peak heap of the harness while rows were compared",
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / MIB,
                "MiB");
    }

    /** A revision that was taken back and took its time; what takes less than a second is no part of a runbook. */
    void takenBack(String revision, double seconds) {
        if (seconds > 1) {
            add("revision " + revision + " taken back", seconds, "s");
        }
    }

    private void add(String name, double value, String unit) {
        figures.add(new Figure(name, Math.round(value * 10) / 10.0, unit));
    }
}
