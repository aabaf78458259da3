package org.upgradeharness.crash;

import java.util.List;

/**
 * A sweep in numbers.
 *
 * @param points points that were interrupted
 * @param judged points that were judged themselves; the others left the store of one of these
 * @param converged points after which the migration came to the right store
 * @param stuck points after which it fails
 * @param different points after which it says that it succeeded, and the store is another one
 * @param notReached points that the interrupted run did not come to
 * @param medianSeconds the median of the seconds that a point took
 * @param seconds what all points took
 */
public record SweepSummary(
        int points,
        int judged,
        int converged,
        int stuck,
        int different,
        int notReached,
        double medianSeconds,
        double seconds) {

    /** Counts. */
    public static SweepSummary of(List<PointResult> results) {
        double[] seconds =
                results.stream().mapToDouble(PointResult::seconds).sorted().toArray();
        return new SweepSummary(
                results.size(),
                (int) results.stream().filter(r -> r.sameAs() == 0).count(),
                count(results, PointOutcome.CONVERGED),
                count(results, PointOutcome.STUCK),
                count(results, PointOutcome.DIFFERENT),
                count(results, PointOutcome.NOT_REACHED),
                seconds.length == 0 ? 0 : seconds[seconds.length / 2],
                Math.round(results.stream().mapToDouble(PointResult::seconds).sum() * 10) / 10.0);
    }

    private static int count(List<PointResult> results, PointOutcome outcome) {
        return (int) results.stream().filter(r -> r.outcome() == outcome).count();
    }
}
