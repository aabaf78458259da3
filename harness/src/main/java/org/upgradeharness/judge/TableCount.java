package org.upgradeharness.judge;

/**
 * How many rows a table had and has.
 *
 * @param before rows in the old store
 * @param after rows in the new store; 0 where the table is gone
 */
public record TableCount(long before, long after) {}
