package org.upgradeharness.docker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of an output, however long it is. */
final class Tail {
    private static final int LINES = 60;
    private static final int WIDTH = 2000;
    private static final int QUOTED = 6;

    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        String kept = line.stripTrailing();
        if (kept.isEmpty()) {
            return;
        }
        lines.addLast(kept.length() > WIDTH ? kept.substring(0, WIDTH) + "…" : kept);
        if (lines.size() > LINES) {
            lines.removeFirst();
        }
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** The end of it, to close the sentence of an error with. */
    String lastWords() {
        List<String> all = lines();
        if (all.isEmpty()) {
            return "It said nothing.";
        }
        return "Its last lines: " + String.join(" | ", all.subList(Math.max(0, all.size() - QUOTED), all.size()));
    }
}
