package org.upgradeharness.probe;

import java.util.Map;
import java.util.TreeMap;

/** What was going on from when on. Safe for several threads. */
final class Marks<T> {
    private final TreeMap<Long, T> marks = new TreeMap<>();

    Marks(long start, T first) {
        marks.put(start, first);
    }

    synchronized void set(long from, T value) {
        marks.put(from, value);
    }

    /** What was going on at a time; before the first mark that one. */
    synchronized T at(long time) {
        Map.Entry<Long, T> mark = marks.floorEntry(time);
        return mark == null ? marks.firstEntry().getValue() : mark.getValue();
    }

    synchronized T now() {
        return marks.lastEntry().getValue();
    }
}
