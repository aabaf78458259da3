package org.upgradeharness.witness;

/** What is in a store before it is upgraded. */
public enum Dataset {
    /** One of everything. */
    SMOKE,
    /** One of everything, and the edges of what the release accepts. */
    FULL,
    /** One of everything, and very many rows in the tables that grow with use. */
    BULK,
    /** Somebody's own data: nothing was seeded, and nothing is known of it but its rows. */
    OWN
}
