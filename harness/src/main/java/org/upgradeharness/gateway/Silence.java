package org.upgradeharness.gateway;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Whether a gateway that runs answers nothing any more: different requests, one after the other, of which none was answered although each
 * was waited for. One thing alone that hangs is not that. From then on it is not asked again, or a run would wait for hours. Safe for
 * several threads.
 */
final class Silence {
    private static final int ROW = 6;
    private static final int LONG_MILLIS = 10_000;

    private final int row;
    private final int longMillis;
    private final Set<String> unanswered = new LinkedHashSet<>();

    Silence() {
        this(ROW, LONG_MILLIS);
    }

    /**
     * With other limits.
     *
     * @param row how many requests in a row
     * @param longMillis for how long a request must have been waited for to count, milliseconds
     */
    Silence(int row, int longMillis) {
        this.row = row;
        this.longMillis = longMillis;
    }

    /** Something was answered, in whatever way. */
    synchronized void broken() {
        if (!isTotal()) {
            unanswered.clear();
        }
    }

    /** Nothing came for so long. */
    synchronized void kept(String method, String path, int millis) {
        if (millis >= longMillis && !isTotal()) {
            unanswered.add(method + " " + path);
        }
    }

    synchronized boolean isTotal() {
        return unanswered.size() >= row;
    }

    /** What is the matter, empty as long as it answers. */
    synchronized String words() {
        return isTotal()
                ? "no answer to " + row + " different requests in a row, each waited for: "
                        + String.join(", ", unanswered) + "; asked no more"
                : "";
    }
}
