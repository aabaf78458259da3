package org.upgradeharness.crash;

import java.util.Optional;
import org.upgradeharness.store.Store;

/**
 * What came of a migration that was interrupted and run again; nothing else uses the store.
 *
 * @param right the way to migrate whose uninterrupted migration it equals, but for what each run draws anew; empty if it does not
 */
public record Survivor(Store store, Optional<String> right) {}
