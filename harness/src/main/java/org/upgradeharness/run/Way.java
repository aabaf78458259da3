package org.upgradeharness.run;

import org.upgradeharness.config.UsageError;
import org.upgradeharness.product.Product;

/** How a store is migrated: by the new release's own start, or by one of the product's migrators first. */
public sealed interface Way {
    /** The new release migrates when it starts. */
    record OwnStart() implements Way {}

    /** A migrator of the product runs first; its name is the one in {@code product.yaml}. */
    record ByMigrator(String name) implements Way {}

    /**
     * A way by the command people type, or by the migrator's name in {@code product.yaml}, which is the same for every product.
     *
     * @throws UsageError if no migrator of the product has that title
     */
    static ByMigrator byCommand(Product product, String command) {
        return product.migrators().entrySet().stream()
                .filter(m -> m.getValue().title().equals(command) || m.getKey().equals(command))
                .map(m -> new ByMigrator(m.getKey()))
                .findFirst()
                .orElseThrow(() ->
                        new UsageError("\"" + command + "\" is no migrator of " + product.title() + ": allowed are "
                                + product.migrators().values().stream()
                                        .map(m -> "\"" + m.title() + "\"")
                                        .toList() + " and their names "
                                + product.migrators().keySet() + "."));
    }
}
