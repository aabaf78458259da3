package org.upgradeharness.gateway;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether a gateway that runs answers nothing any more: different requests, one after the other, of which none was answered although they
 * were waited for, three minutes in all. One thing alone that hangs is not that. From then on it is not asked again, or a run would wait for
 * hours. Safe for several threads.
 */
final class Silence {
    private static final int ROW = 6;
    private static final int WAITED_MILLIS = 180_000;

    private final int row;
    private final int waitedMillis;
    private final Map<String, Integer> unanswered = new LinkedHashMap<>();

    Silence() {
        this(ROW, WAITED_MILLIS);
    }

    /**
     * With other limits.
     *
     * @param row how many requests in a row
     * @param waitedMillis how long they must have been waited for together, milliseconds
     */
    Silence(int row, int waitedMillis) {
        this.row = row;
        this.waitedMillis = waitedMillis;
    }

    /** Something was answered, in whatever way. */
    synchronized void broken() {
        if (!isTotal()) {
            unanswered.clear();
        }
    }

    /** Nothing came for so long. */
    synchronized void kept(String method, String path, int millis) {
        if (!isTotal()) {
            unanswered.put(method + " " + path, millis);
        }
    }

    synchronized boolean isTotal() {
        return unanswered.size() >= row && waited() >= waitedMillis;
    }

    private int waited() {
        return unanswered.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** What is the matter, empty as long as it answers. */
    synchronized String words() {
        return isTotal()
                ? "no answer to " + unanswered.size() + " different requests in a row, in " + waited() / 1000
                        + " s of waiting; the last was " + last() + "; asked no more"
                : "";
    }

    private String last() {
        return unanswered.keySet().stream().reduce((first, second) -> second).orElse("");
    }
}
