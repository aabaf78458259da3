package org.upgradeharness.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.upgradeharness.timeline.ProbeFacts;

/**
 * How long requests may fail.
 *
 * @param limit zero: not one request
 */
public record Budget(Duration limit) {
    /** Not one failed request. */
    public static final Budget ZERO = new Budget(Duration.ZERO);

    /** Failures are measured and told, and fail nothing. */
    public static final Budget MEASURED = new Budget(Duration.ofDays(1));

    /** The time in which requests of any stream failed, seconds. */
    static double seconds(List<ProbeFacts.Window> windows) {
        Instant covered = Instant.MIN;
        double sum = 0;
        List<ProbeFacts.Window> inOrder = windows.stream()
                .sorted(Comparator.comparing(ProbeFacts.Window::start))
                .toList();
        for (ProbeFacts.Window window : inOrder) {
            Instant end = window.start().plusNanos((long) (window.seconds() * 1e9));
            Instant start = window.start().isAfter(covered) ? window.start() : covered;
            if (end.isAfter(start)) {
                sum += Duration.between(start, end).toNanos() / 1e9;
                covered = end;
            }
        }
        return Seen.rounded(sum);
    }

    boolean holds(List<ProbeFacts.Window> windows) {
        return windows.isEmpty() || !limit.isZero() && seconds(windows) <= limit.toNanos() / 1e9;
    }

    /** In words. */
    String words() {
        if (this.equals(MEASURED)) {
            return "measured, not judged";
        }
        return limit.isZero() ? "no failed request" : "failed requests for at most " + limit.toMillis() / 1000.0 + " s";
    }
}
