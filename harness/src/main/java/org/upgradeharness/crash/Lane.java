package org.upgradeharness.crash;

import org.upgradeharness.migrate.WarmMigrator;
import org.upgradeharness.store.Store;

/**
 * Where one migration at a time is run. Several lanes are used side by side.
 *
 * @param slot the store that the warm migrator works on, made anew before each run
 * @param migrator the new release's migrators
 */
public record Lane(Store slot, WarmMigrator migrator) {}
