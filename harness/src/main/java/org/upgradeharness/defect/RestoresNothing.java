package org.upgradeharness.defect;

import java.nio.file.Path;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreServer;

/** Stores of which no backup comes back: a restore makes an empty one and says that all is well. */
final class RestoresNothing extends PassingStores {
    RestoresNothing(StoreServer real) {
        super(real);
    }

    @Override
    public Store restore(Path dump, String name) {
        return empty(name);
    }
}
