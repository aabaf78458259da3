package org.upgradeharness.probe;

import java.util.List;
import org.HdrHistogram.Histogram;

/** Whether a probe was late or starved, and what it saw that this cannot have caused. */
final class Lateness {
    private static final double MOST_LAG_P99_MS = 100;
    private static final double MOST_LAG_MS = 1000;
    /** What piled up is sent in a burst; what that does to the other side is over when its last answer is due. */
    private static final long AFTERMATH = Stream.LIMIT.toNanos();

    private Lateness() {}

    /** The same, and against other programs where requests timed out while they were in the way. */
    static String of(Seen seen, String beside) {
        String late = of(seen);
        boolean timedOut =
                seen.sent().stream().anyMatch(s -> s.failed() && s.fault().kind() == FaultClass.TIME_OUT);
        return late.isEmpty() && timedOut ? beside : late;
    }

    /** What is to be said against the probe, or nothing. */
    private static String of(Seen seen) {
        Histogram lag = seen.lag();
        double p99 = lag.getValueAtPercentile(99) / 1e3;
        double most = lag.getMaxValue() / 1e3;
        if (p99 > MOST_LAG_P99_MS || most > MOST_LAG_MS) {
            return "The probe itself was late (" + p99 + " ms for one request of 100, " + most
                    + " ms at most; allowed are " + MOST_LAG_P99_MS + " and " + MOST_LAG_MS
                    + "): it could have missed an outage. Give the machine less to do beside.";
        }
        return seen.unsent() == 0
                ? ""
                : "The probe could not send " + seen.unsent()
                        + " requests: too many were under way, or it ran longer than it may.";
    }

    /** The same, without the failures that a late probe can have caused itself. */
    static Seen certain(Seen seen) {
        List<Sample> late = seen.sent().stream()
                .filter(s -> s.lag() > MOST_LAG_P99_MS * 1e6)
                .toList();
        return seen.failingOnly(s -> certain(s, late));
    }

    private static boolean certain(Sample failed, List<Sample> late) {
        return switch (failed.fault().kind()) {
            case REFUSED, WRONG_CONTENT, STALE_CONTENT -> true;
            case TIME_OUT -> false;
            case RESET, CLOSED, SERVER_ERROR, CLIENT_ERROR -> late.stream().noneMatch(l -> near(failed, l));
        };
    }

    private static boolean near(Sample failed, Sample late) {
        return late.due() <= failed.ended() && late.sent() >= failed.due() - AFTERMATH;
    }
}
