package org.upgradeharness.probe;

import java.time.Instant;
import org.upgradeharness.timeline.ProbeFacts;

/**
 * A time in which requests may fail, because something beside the product was broken on purpose.
 *
 * @param from its start
 * @param to its end
 * @param why what was broken
 */
public record Pardon(Instant from, Instant to, String why) {
    /** Whether an outage lies in it as a whole. */
    boolean covers(ProbeFacts.Window window) {
        return !window.start().isBefore(from)
                && !window.start().plusNanos((long) (window.seconds() * 1e9)).isAfter(to);
    }
}
