package org.upgradeharness.crash;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A sweep in numbers.
 *
 * @param points points that were interrupted
 * @param judged points that were judged themselves; the others left the store of one of these
 * @param converged points after which the migration came to the right store
 * @param stuck points after which it fails
 * @param different points after which it says that it succeeded, and the store is another one
 * @param notReached points that the interrupted run did not come to
 * @param lanes so many points are worked on side by side
 * @param medianSeconds the median of what a point takes of the machine: its seconds on its lane, shared among the lanes
 * @param seconds what all points took, side by side
 */
public record SweepSummary(
        int points,
        int judged,
        int converged,
        int stuck,
        int different,
        int notReached,
        int lanes,
        double medianSeconds,
        double seconds) {

    /** Counts the results of a sweep that had so many lanes. */
    public static SweepSummary of(List<PointResult> results, int lanes) {
        double[] seconds =
                results.stream().mapToDouble(r -> r.seconds() / lanes).sorted().toArray();
        return new SweepSummary(
                results.size(),
                (int) results.stream().filter(r -> r.sameAs() == 0).count(),
                count(results, PointOutcome.CONVERGED),
                count(results, PointOutcome.STUCK),
                count(results, PointOutcome.DIFFERENT),
                count(results, PointOutcome.NOT_REACHED),
                lanes,
                seconds.length == 0 ? 0 : seconds[seconds.length / 2],
                Math.round(DoubleStream.of(seconds).sum() * 10) / 10.0);
    }

    private static int count(List<PointResult> results, PointOutcome outcome) {
        return (int) results.stream().filter(r -> r.outcome() == outcome).count();
    }
}
