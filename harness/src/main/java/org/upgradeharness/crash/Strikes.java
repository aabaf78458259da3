package org.upgradeharness.crash;

import org.upgradeharness.migrate.Statement;

/** Brings the slot of a lane into the state in which a migration leaves it that dies before a statement. */
interface Strikes {
    /** Whether points must come in the order of their numbers, one after the other. */
    boolean inOrder();

    /**
     * Leaves the store of the dead migration in the slot; it may still have to be settled.
     *
     * @param fresh whether the slot holds the seed already
     * @return why the migration never came to the statement, or empty
     */
    String before(Statement point, CrashSite site, boolean fresh);
}
