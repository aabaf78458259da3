package org.upgradeharness.run;

import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreServer;

/**
 * A chance to damage the store of a case on purpose, to see the checks go red.
 *
 * @param server where SQL can be run
 * @param store the case's own copy
 * @param moment when it is
 */
public record Damage(StoreServer server, Store store, Moment moment) {
    /** The moments at which a store can be damaged. */
    public enum Moment {
        /** The old release has stopped, nothing of the new one has run. */
        BEFORE_MIGRATION,
        /** A migrator has run, the new release has not started. Comes also where no migrator runs. */
        BEFORE_START,
        /** The new release is ready, and nothing has been read yet. */
        AFTER_START,
        /** The way back to the old release has been gone, and it has not started again. */
        GONE_BACK
    }
}
