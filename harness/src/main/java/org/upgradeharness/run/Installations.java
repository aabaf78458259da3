package org.upgradeharness.run;

import java.util.List;
import java.util.Map;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.migrate.MigrationOutcome;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.Store;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.StepNames;

/** The schemas of fresh installations, each made once by a way to install, without starting a gateway. */
final class Installations {
    private final Bench bench;
    private final Run run;
    private final Once<Catalogue> installed;

    Installations(Bench bench, Once<Catalogue> installed) {
        this.bench = bench;
        this.run = bench.run();
        this.installed = installed;
    }

    /** Begins to install a release by a migrator, because its schema will be compared with. */
    void ahead(CaseKey key, Side side) {
        String migrator = installer(side);
        installed.ahead(side.installation() + " " + migrator, () -> installAnew(key, side, migrator));
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
        return installed.get(side.installation() + " " + migrator, () -> installAnew(key, side, migrator));
    }

    private Catalogue installAnew(CaseKey key, Side side, String migrator) {
        String title = run.product().migrators().get(migrator).title();
        return run.timeline().step(key, StepNames.installBy(side.version().toString(), title), () -> {
            Store store = bench.server().empty(bench.name("fresh-" + side.version()));
            MigrationOutcome outcome = bench.migrate(side, side, migrator, store);
            Catalogue catalogue = bench.catalogue(store);
            if (!outcome.succeeded() || catalogue.tables().size() < 2) {
                throw new InstallationFailed(title, title + " on an empty store: " + outcome.words());
            }
            return catalogue;
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
