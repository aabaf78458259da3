package org.upgradeharness.scenarios.sweep;

import java.util.Locale;
import java.util.function.Consumer;
import org.upgradeharness.crash.PointResult;

/** Says how far a sweep has come and how long it will still take; at most every few seconds, and at once what did not converge. */
final class SweepProgress {
    private static final long EVERY_MILLIS = 5_000;

    private final Consumer<String> lines;
    private final int points;
    private final long begun = System.nanoTime();
    private int done;
    private long said;

    SweepProgress(Consumer<String> lines, int points) {
        this.lines = lines;
        this.points = points;
    }

    void judged(PointResult result) {
        done++;
        if (!result.outcome().id().equals("converged") && result.sameAs() == 0) {
            lines.accept("point " + result.n() + ", revision " + result.revision() + ", statement " + result.place()
                    + ": " + result.outcome().id()
                    + (result.message().isEmpty() ? "" : ", " + result.message())
                    + result.differences().stream()
                            .findFirst()
                            .map(d -> ": " + d)
                            .orElse(""));
        }
        long millis = (System.nanoTime() - begun) / 1_000_000;
        if (millis - said >= EVERY_MILLIS || done == points) {
            said = millis;
            lines.accept(String.format(
                    Locale.ROOT,
                    "%d of %d points, %.2f s a point, %s left",
                    done,
                    points,
                    millis / 1000.0 / done,
                    left(millis * (points - done) / done / 1000)));
        }
    }

    private static String left(long seconds) {
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
