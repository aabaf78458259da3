package org.upgradeharness.witness;

/** What is seeded. */
public enum Dataset {
    /** One of everything. */
    SMOKE,
    /** One of everything, and the edges of what the release accepts. */
    FULL
}
