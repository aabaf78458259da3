package org.upgradeharness.run;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.upgradeharness.migrate.MigrationOutcome;
import org.upgradeharness.migrate.Migrator;
import org.upgradeharness.product.MigratorSpec;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;

/** The settings that releases are started with, and those that they know. */
final class ReleaseSettings {
    private static final int PROBE_SECONDS = 60;

    private final Bench bench;
    private final Run run;
    private final Store taken;
    private final Once<Map<String, String>> administrator = new Once<>();

    /**
     * The settings on the stores of an engine.
     *
     * @param taken somebody's own data, whose administrator is known to it, or null where the harness seeds
     */
    ReleaseSettings(Bench bench, Store taken) {
        this.bench = bench;
        this.run = bench.run();
        this.taken = taken;
    }

    /** What the person who asked for the run did not say of the installation that the data is of. */
    List<String> missingForLogin(Side side) {
        return run.witnesses().session().ownSettings().stream()
                .filter(name -> !side.settings().containsKey(name))
                .toList();
    }

    /** The settings a release is started with on a store. */
    Map<String, String> of(Side side, Store store) {
        return of(side, side, store);
    }

    /** The settings with which a release goes on where another one was installed. */
    Map<String, String> of(Side from, Side side, Store store) {
        Map<String, String> settings = run.product().settings(from.version(), side.version());
        run.product()
                .secrets()
                .forEach((name, length) -> settings.put(name, run.secrets().named(name, length)));
        if (taken != null) {
            settings.putAll(administrator.get("", this::administratorOfTaken));
        }
        settings.put("DATABASE_URL", store.url(run.product().databaseUrl(bench.engine(), side.version())));
        settings.putAll(side.settings());
        return settings;
    }

    private Map<String, String> administratorOfTaken() {
        try (StoreReader reader = StoreReader.open(taken.address())) {
            return run.witnesses().session().administratorIn(reader);
        }
    }

    /** The names of the settings that a release knows, as its own code tells them. */
    Set<String> known(Side side) {
        List<String> probe = run.product().settingsProbe();
        if (probe.isEmpty()) {
            return Set.of();
        }
        MigrationOutcome answer = new Migrator(
                        run.sandbox(),
                        side.image().id(),
                        new MigratorSpec(
                                "the names of the settings of " + side.version(), probe, PROBE_SECONDS, List.of()))
                .run(
                        bench.name("settings-" + side.version()),
                        Map.of(),
                        bench.server().empty(bench.name("settings")));
        return answer.succeeded() ? answer.log().stream().map(String::strip).collect(Collectors.toSet()) : Set.of();
    }
}
