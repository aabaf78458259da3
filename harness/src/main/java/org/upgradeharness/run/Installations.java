package org.upgradeharness.run;

import java.util.List;
import java.util.Map;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.judge.BuiltInRows;
import org.upgradeharness.migrate.MigrationOutcome;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.StepNames;

/** Fresh installations, each made once by a way to install, without starting a gateway: their schemas, and the rows they bring along. */
final class Installations {
    private final Bench bench;
    private final Run run;
    private final Once<Installation> installed;

    /** One more installation by the same way; what it draws anew is no part of the release. */
    private static final String AGAIN = " again";

    /** An installed store, and its schema. */
    record Installation(Store store, Catalogue catalogue) {}

    Installations(Bench bench, Once<Installation> installed) {
        this.bench = bench;
        this.run = bench.run();
        this.installed = installed;
    }

    /** Begins to install a release by a migrator, because its schema and rows will be compared with. */
    void ahead(CaseKey key, Side side) {
        String migrator = installer(side);
        installed.ahead(side.installation() + " " + migrator, () -> installAnew(key, side, migrator));
        installed.ahead(side.installation() + " " + migrator + AGAIN, () -> installAnew(key, side, migrator));
    }

    /** The rows that a fresh installation of a release brings along. */
    BuiltInRows builtIn(CaseKey key, Side side) {
        String name = side.installation() + " " + installer(side);
        Installation one = installed.get(name, () -> installAnew(key, side, installer(side)));
        Installation other = installed.get(name + AGAIN, () -> installAnew(key, side, installer(side)));
        try (StoreReader first = StoreReader.open(one.store().address());
                StoreReader second = StoreReader.open(other.store().address())) {
            return BuiltInRows.of(first, second);
        }
    }

    /** The schema that a fresh installation of a release has. */
    Catalogue fresh(CaseKey key, Side side) {
        return by(installer(side), key, side);
    }

    private String installer(Side side) {
        return run.product().migrators().entrySet().stream()
                .filter(m -> m.getValue().installs(side.version()))
                .map(Map.Entry::getKey)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new BrokenEnvironment("No migrator in product.yaml installs " + side.version()
                        + " on an empty store; add a range to emptyStore."));
    }

    /** The schema of a release installed on an empty store without starting a gateway; made once for each way. */
    Catalogue by(String migrator, CaseKey key, Side side) {
        return installed
                .get(side.installation() + " " + migrator, () -> installAnew(key, side, migrator))
                .catalogue();
    }

    private Installation installAnew(CaseKey key, Side side, String migrator) {
        String title = run.product().migrators().get(migrator).title();
        return run.timeline().step(key, StepNames.installBy(side.version().toString(), title), () -> {
            Store store = bench.server().empty(bench.name("fresh-" + side.version()));
            MigrationOutcome outcome = bench.migrate(side, side, migrator, store);
            Catalogue catalogue = bench.catalogue(store);
            if (!outcome.succeeded() || catalogue.tables().size() < 2) {
                throw new InstallationFailed(title, title + " on an empty store: " + outcome.words());
            }
            return new Installation(store, catalogue);
        });
    }

    /** The migrators that install a release on an empty store, beside its own start. */
    List<String> others(Side side) {
        return run.product().migrators().entrySet().stream()
                .filter(m -> m.getValue().installs(side.version()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
