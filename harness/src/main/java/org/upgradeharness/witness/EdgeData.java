package org.upgradeharness.witness;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the dataset {@code full} has beside one of everything: the edges of what the old release accepts. */
public interface EdgeData {
    /**
     * Makes edge rows over the API of the old release.
     *
     * @param seed the number from which texts are drawn
     * @param refused takes a line for each edge that the release does not accept: it cannot be in anybody's store
     * @throws org.upgradeharness.config.BrokenEnvironment if it refuses an edge altogether
     */
    void seed(Seedbed bed, long seed, Consumer<String> refused);

    /** Rows to be copied in the store, since making so many over the API takes too long. */
    List<Copies> copies(Seedbed bed);

    /**
     * Tables that grow with use, the largest of old installations first, each with the SQL that makes a first row of it: what
     * a running release counts it may keep to itself until it stops.
     */
    Map<String, String> growing(Seedbed bed);

    /** SQL for what time alone makes, such as a token that has expired; both engines understand it. */
    List<String> sql(Seedbed bed);

    /**
     * Copies of one row.
     *
     * @param table the table
     * @param column the column that finds the row
     * @param value its value there
     * @param count how many
     */
    record Copies(String table, String column, String value, int count) {}
}
