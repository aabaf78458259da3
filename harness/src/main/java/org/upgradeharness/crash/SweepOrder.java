package org.upgradeharness.crash;

import java.util.List;
import java.util.Map;
import org.upgradeharness.migrate.Statement;

/** Whoever asks for a sweep: says what is to be interrupted, and hears what comes of it. */
public interface SweepOrder {
    /** Those of all statements that are to be interrupted, in the order in which that is done. */
    List<Statement> chosen(List<Statement> all);

    /** A point was judged. */
    void judged(PointResult result);

    /** What came of all points, those of an earlier attempt among them. */
    List<PointResult> all();

    /** All points are judged; the new release is started on each kind of store that came of them. */
    void starts(int kinds);

    /**
     * Where the time of the points went.
     *
     * @param lanes how many points were judged side by side
     * @param seconds by what was done, that of all lanes added up
     * @param processorSeconds what the migrators took of them
     */
    void spent(int lanes, Map<String, Double> seconds, double processorSeconds);
}
