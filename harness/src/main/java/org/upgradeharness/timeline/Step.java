package org.upgradeharness.timeline;

import java.time.Instant;

/**
 * One timed step of a case.
 *
 * @param name what was done, in words
 * @param startedAt when it began
 * @param seconds how long it took
 * @param outcome {@code ok}, {@code skipped: } with the reason, or why it did not end well
 */
public record Step(String name, Instant startedAt, double seconds, String outcome) {
    /** How the outcome of a step begins that was left out. */
    static final String SKIPPED = "skipped: ";

    /** Whether it was left out. */
    public boolean skipped() {
        return outcome.startsWith(SKIPPED);
    }
}
