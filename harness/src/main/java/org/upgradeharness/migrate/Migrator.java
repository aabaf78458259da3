package org.upgradeharness.migrate;

import java.time.Duration;
import java.util.Map;
import org.upgradeharness.docker.ContainerSpec;
import org.upgradeharness.docker.LiveContainer;
import org.upgradeharness.docker.Sandbox;
import org.upgradeharness.product.MigratorSpec;
import org.upgradeharness.store.Store;

/** Runs a release's own migration tool once, in a container of its own, without starting a gateway. */
public final class Migrator {
    private final Sandbox sandbox;
    private final String image;
    private final MigratorSpec spec;

    /**
     * A migrator of one release.
     *
     * @param sandbox where it runs
     * @param image the release's image
     * @param spec the command
     */
    public Migrator(Sandbox sandbox, String image, MigratorSpec spec) {
        this.sandbox = sandbox;
        this.image = image;
        this.spec = spec;
    }

    /**
     * Migrates a store, or installs on an empty one.
     *
     * @param name what this container is called in the run
     * @throws org.upgradeharness.config.BrokenEnvironment if it does not end within its limit
     */
    public MigrationOutcome run(String name, Map<String, String> environment, Store store) {
        try (LiveContainer container =
                sandbox.start(new ContainerSpec(name, image, spec.command(), environment, store.mounts(), 0))) {
            long exit = container.awaitExit(spec.title(), Duration.ofSeconds(spec.seconds()));
            return new MigrationOutcome(spec.title(), exit, container.log());
        }
    }
}
