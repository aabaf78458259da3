package org.upgradeharness.timeline;

/**
 * How many rows or entities there were.
 *
 * @param before on the old side
 * @param after on the new side
 */
public record Count(long before, long after) {}
