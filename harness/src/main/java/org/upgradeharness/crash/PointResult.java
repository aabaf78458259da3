package org.upgradeharness.crash;

import java.util.List;

/**
 * What became of one point.
 *
 * @param n its number in the migration, from 1
 * @param when where the process died: before the statement; after statement n is before n+1
 * @param revision the revision at work, or empty
 * @param place which statement of its revision it is, such as {@code 2 of 5}
 * @param statement the statement
 * @param outcome what came of running the migration again
 * @param message why the second run failed, or what else is to be said; may be empty
 * @param differences what is not as after a migration that was not interrupted
 * @param seconds how long it took to judge
 * @param sameAs the earlier point that left the same store and was judged for both, or 0
 */
public record PointResult(
        int n,
        String when,
        String revision,
        String place,
        String statement,
        PointOutcome outcome,
        String message,
        List<String> differences,
        double seconds,
        int sameAs) {
    public PointResult {
        differences = List.copyOf(differences);
    }
}
