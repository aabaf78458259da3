package org.upgradeharness.defect;

/** What of the harness can be broken, to see that it notices. */
public enum Instrument {
    /** A witness seeds nothing. */
    SEEDS_NOTHING,
    /** A witness sees nothing, on both sides. */
    SEES_NOTHING,
    /** A witness swallows what goes wrong while it uses the new release. */
    SWALLOWS,
    /** Old and new are read from one store. */
    ONE_STORE,
    /** A table is left out when rows are compared. */
    TABLE_LEFT_OUT,
    /** Rows are compared by something that swallows its own failure. */
    ROWS_SWALLOWED,
    /** A restore makes an empty store and says that all is well. */
    RESTORES_NOTHING,
    /** A wait runs out, and the run goes on as if it had not. */
    WAIT_GOES_ON,
    /** A case that judges nothing. */
    NO_JUDGEMENT,
    /** A scenario whose tier no suite runs. */
    NO_SUITE
}
