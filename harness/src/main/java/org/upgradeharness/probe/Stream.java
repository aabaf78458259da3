package org.upgradeharness.probe;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Requests of one sort on a fixed schedule; each stream is judged on its own.
 *
 * @param name its name in reports
 * @param perSecond how many are sent in a second
 * @param link whether each takes a connection of its own
 * @param limit how long a whole answer may take
 * @param judged whether its failures count; one that only shows what somebody else would have seen is not judged
 * @param next makes the next request, on the probe's thread
 */
public record Stream(String name, double perSecond, Link link, Duration limit, boolean judged, Supplier<Ask> next) {
    /** How long an answer may take where nothing else is said. */
    public static final Duration LIMIT = Duration.ofSeconds(5);

    /** Where a request's connection comes from. */
    public enum Link {
        /** A new one for each request. */
        NEW,
        /** One that earlier requests have left open, if there is one. */
        KEPT_ALIVE
    }

    public Stream {
        if (!(perSecond > 0) || limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("stream " + name + " needs a rate and a limit above zero");
        }
    }

    /** A judged stream with the usual limit. */
    public static Stream of(String name, double perSecond, Link link, Supplier<Ask> next) {
        return new Stream(name, perSecond, link, LIMIT, true, next);
    }
}
