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
    /**
     * Whether an outage lies in it as a whole.
     *
     * @param failed when the first of its requests had failed: one that was under way at the start of the pardon was due before
     */
    boolean covers(ProbeFacts.Window window, Instant failed) {
        return !failed.isBefore(from)
                && !window.start().plusNanos((long) (window.seconds() * 1e9)).isAfter(to);
    }
}
