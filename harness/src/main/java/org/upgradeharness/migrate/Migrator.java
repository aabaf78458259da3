package org.upgradeharness.migrate;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.upgradeharness.docker.ContainerSpec;
import org.upgradeharness.docker.LiveContainer;
import org.upgradeharness.docker.Sandbox;
import org.upgradeharness.product.MigratorSpec;
import org.upgradeharness.store.LockWait;
import org.upgradeharness.store.Store;

/** Runs a release's own migration tool once, in a container of its own, without starting a gateway. */
public final class Migrator {
    /** Whoever waits for a lock so long keeps all others waiting too; people would have stopped it. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Sandbox sandbox;
    private final String image;
    private final MigratorSpec spec;
    private final Duration patience;

    /**
     * A migrator of one release.
     *
     * @param sandbox where it runs
     * @param image the release's image
     * @param spec the command
     */
    public Migrator(Sandbox sandbox, String image, MigratorSpec spec) {
        this(sandbox, image, spec, PATIENCE);
    }

    /** One that waits for a lock for another time. */
    Migrator(Sandbox sandbox, String image, MigratorSpec spec, Duration patience) {
        this.sandbox = sandbox;
        this.image = image;
        this.spec = spec;
        this.patience = patience;
    }

    /**
     * Migrates a store, or installs on an empty one. A migrator that does not end within its limit, or waits 30 s for a lock, is
     * killed: that is the release's failure, and the outcome says what it waited for.
     *
     * @param name what this container is called in the run
     */
    public MigrationOutcome run(String name, Map<String, String> environment, Store store) {
        try (LiveContainer container =
                sandbox.start(new ContainerSpec(name, image, spec.command(), environment, store.mounts(), 0))) {
            Instant limit = Instant.now().plusSeconds(spec.seconds());
            while (!container.ended(spec.title(), patience.compareTo(LOOK) < 0 ? patience : LOOK)) {
                Optional<LockWait> wait = blocked(container, store);
                if (wait.isPresent()) {
                    container.kill();
                    wait.get().end(store.address());
                    return MigrationOutcome.hung(spec.title(), wait.get().words(), container.log());
                }
                if (Instant.now().isAfter(limit)) {
                    container.kill();
                    return MigrationOutcome.hung(
                            spec.title(), "it did not end within " + spec.seconds() + " s", container.log());
                }
            }
            return MigrationOutcome.exited(spec.title(), container.exitCode(), container.log());
        }
    }

    private Optional<LockWait> blocked(LiveContainer container, Store store) {
        return container
                .address()
                .flatMap(address -> LockWait.longest(store.address(), address))
                .filter(wait -> wait.seconds() >= patience.toSeconds());
    }
}
