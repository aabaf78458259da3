package org.upgradeharness.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.crash.CrashSite;
import org.upgradeharness.crash.Lane;
import org.upgradeharness.crash.Retry;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.gateway.Transcript;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.RowJudge;
import org.upgradeharness.judge.SchemaJudge;
import org.upgradeharness.judge.VersionJudge;
import org.upgradeharness.migrate.MigrationOutcome;
import org.upgradeharness.migrate.Migrator;
import org.upgradeharness.migrate.SteppedMigrator;
import org.upgradeharness.migrate.WarmMigrator;
import org.upgradeharness.product.Lack;
import org.upgradeharness.product.MigratorSpec;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.RowCopies;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.store.StoreServer;
import org.upgradeharness.store.Table;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.StepNames;
import org.upgradeharness.witness.Dataset;
import org.upgradeharness.witness.EdgeData;
import org.upgradeharness.witness.Observation;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Witness;

/**
 * What the cases of one engine share: the database server, seeded stores and schemas of fresh installations, each made
 * once.
 */
public final class Bench {
    private static final int PROBE_SECONDS = 60;
    private static final int BULK_ROWS = 100_000;
    /** A run of a warm migrator takes a second or two; one that takes so long hangs. */
    private static final int LONGEST_RUN_SECONDS = 60;

    private final Run run;
    private final StoreServer server;
    private final Once<Seeded> seeded;
    private final Once<Catalogue> installed;
    private final Once<Store> direct;
    private final Once<GoneUp> goneUp = new Once<>();
    private final Once<Map<String, String>> administrator = new Once<>();
    private final AtomicInteger names;
    private final Map<String, String> programs;
    private final Store taken;

    /**
     * The bench of an engine.
     *
     * @param programs what is put beside a release's migrators, by the names of its files
     * @param taken somebody's own data, restored, or null where the harness seeds
     */
    Bench(Run run, StoreServer server, Map<String, String> programs, Store taken) {
        this(run, server, programs, taken, new Once<>(), new Once<>(), new Once<>(), new AtomicInteger());
    }

    private Bench(
            Run run,
            StoreServer server,
            Map<String, String> programs,
            Store taken,
            Once<Seeded> seeded,
            Once<Catalogue> installed,
            Once<Store> direct,
            AtomicInteger names) {
        this.taken = taken;
        this.run = run;
        this.server = server;
        this.programs = programs;
        this.seeded = seeded;
        this.installed = installed;
        this.direct = direct;
        this.names = names;
    }

    /** A bench of another run on the same servers; what was seeded is shared where the same witnesses would seed it again. */
    Bench of(Run other) {
        boolean same = other.witnesses().equals(run.witnesses());
        return new Bench(other, server, programs, taken, same ? seeded : new Once<>(), installed, direct, names);
    }

    /** The kind of database. */
    public Engine engine() {
        return server.engine();
    }

    /** The database server's version. */
    public String serverVersion() {
        return server.version();
    }

    StoreServer server() {
        return run.instruments().stores(server);
    }

    Run run() {
        return run;
    }

    /** A name that no other store or container of this engine has. */
    String name(String stem) {
        return engine().id() + "-" + stem.replaceAll("[^A-Za-z0-9]+", "-") + "-" + names.incrementAndGet();
    }

    /** What the person who asked for the run did not say of the installation that the data is of. */
    List<String> missingForLogin(Side side) {
        return run.witnesses().session().ownSettings().stream()
                .filter(name -> !side.settings().containsKey(name))
                .toList();
    }

    /** The settings a release is started with on a store. */
    Map<String, String> environment(Side side, Store store) {
        return environment(side, side, store);
    }

    /** The settings with which a release goes on where another one was installed. */
    Map<String, String> environment(Side from, Side side, Store store) {
        Map<String, String> settings = run.product().settings(from.version(), side.version());
        run.product()
                .secrets()
                .forEach((name, length) -> settings.put(name, run.secrets().named(name, length)));
        if (taken != null) {
            settings.putAll(administrator.get("", this::administratorOfTaken));
        }
        settings.put("DATABASE_URL", store.url(run.product().databaseUrl(engine(), side.version())));
        settings.putAll(side.settings());
        return settings;
    }

    /** Starts a release on an empty store; it is not ready yet. */
    Gateway start(Side side, Store store, Transcript transcript) {
        return start(side, side, store, transcript);
    }

    /** Starts a release on a store that another one installed; it is not ready yet. */
    Gateway start(Side from, Side side, Store store, Transcript transcript) {
        return Gateway.start(
                run.sandbox(),
                name("gateway-" + side.version()),
                side.image().id(),
                run.product().start(),
                environment(from, side, store),
                store.mounting(side.mounts()),
                transcript);
    }

    /** Starts a release with an environment that somebody made; it is not ready yet. */
    Gateway start(Side side, Store store, Map<String, String> environment, String name) {
        return Gateway.start(
                run.sandbox(),
                name(name),
                side.image().id(),
                run.product().start(),
                environment,
                store.mounting(side.mounts()),
                Transcript.NONE);
    }

    /** What is put beside a release's migrators, by the names of its files. */
    Map<String, String> programs() {
        return programs;
    }

    /** Runs a migrator of a release on a store that another one, or itself, installed. */
    MigrationOutcome migrate(Side from, Side side, String migrator, Store store) {
        return new Migrator(
                        run.sandbox(),
                        side.image().id(),
                        run.product().migrators().get(migrator))
                .run(name("migrator-" + side.version()), environment(from, side, store), store.mounting(side.mounts()));
    }

    /** Starts a release's migrator for single revisions on a store that another one installed. */
    SteppedMigrator step(Side from, Side side, Store store) {
        if (run.product().alembic() == null) {
            throw new UsageError(
                    "product.yaml of " + run.product().name()
                            + " names no alembic configuration, so that no revision can be applied alone; add alembic: package:path.");
        }
        return SteppedMigrator.start(
                run.sandbox(),
                new SteppedMigrator.Spec(
                        name("stepper-" + side.version()),
                        side.image().id(),
                        run.product().image().python(),
                        run.product().alembic(),
                        programs.get("stepper.py"),
                        run.folder("stepper"),
                        longest()),
                environment(from, side, store),
                store.mounting(side.mounts()));
    }

    private int longest() {
        return run.product().migrators().values().stream()
                .mapToInt(MigratorSpec::seconds)
                .max()
                .orElseThrow();
    }

    /** Starts a release's migrators in a process that stays, on a store that another one installed. */
    WarmMigrator warm(Side from, Side side, Store store) {
        return WarmMigrator.start(
                run.sandbox(),
                new WarmMigrator.Spec(
                        name("warm-migrator-" + side.version()),
                        side.image().id(),
                        run.product().image().python(),
                        programs,
                        run.folder("warm-migrator"),
                        Math.min(longest(), LONGEST_RUN_SECONDS)),
                environment(from, side, store),
                store.mounting(side.mounts()));
    }

    /** Where migrations of a seeded store are interrupted: the first migrator that product.yaml names, run again by each of them. */
    CrashSite crashSite(Seeded old, Side side, Lane lane) {
        List<Retry> ways = run.product().migrators().entrySet().stream()
                .map(m ->
                        new Retry(m.getKey(), m.getValue().title(), m.getValue().command()))
                .toList();
        return new CrashSite(server(), old.store(), lane, side.image().heads().get(0), ways.get(0), ways, this::name);
    }

    /**
     * A copy of a seeded store that a migrator of the new release moved in one go, made once and never started on.
     *
     * @throws BrokenEnvironment if the migrator fails: there is nothing to compare with then
     */
    Store direct(CaseKey key, Seeded old, Side side, String migrator) {
        return direct.get(
                old.store().name() + " " + side.identity() + " " + migrator,
                () -> movedDirectly(key, old, side, migrator));
    }

    /** One more such store, made anew: what differs between the two is not told by the migration alone. */
    Store movedDirectly(CaseKey key, Seeded old, Side side, String migrator) {
        Store store = server.copy(old.store(), name("direct-" + side.version()));
        String title = run.product().migrators().get(migrator).title();
        MigrationOutcome outcome = run.timeline()
                .step(
                        key,
                        StepNames.migrateBy(title) + " directly, to compare with",
                        () -> migrate(old.side(), side, migrator, store));
        if (!outcome.succeeded()) {
            throw new BrokenEnvironment("There is nothing to compare with: " + title + " from "
                    + old.side().version() + " directly to " + side.version() + ": " + outcome.words());
        }
        return store;
    }

    /**
     * The seeded store of a release, made when it is first asked for.
     *
     * @param key the case that asks: the time is written down there
     * @throws org.upgradeharness.gateway.NotServing if the release does not start on an empty store
     */
    Seeded seeded(CaseKey key, Side side, Dataset dataset) {
        if (taken != null) {
            if (!side.equals(run.from())) {
                throw new BrokenEnvironment("The dump is of " + run.from().version() + ", and a case asked for data of "
                        + side.version() + ".");
            }
            return seeded.get("dump", this::taken);
        }
        return seeded.get(dataset + " " + side.identity(), () -> seed(key, side, dataset));
    }

    /**
     * Begins to seed a release that a later case will need, beside what the first one does: much of an upgrade is waiting.
     *
     * @param key the case that will need it: the time is written down there
     */
    public void seedAhead(CaseKey key, Side side) {
        seeded.ahead(Dataset.SMOKE + " " + side.identity(), () -> seed(key, side, Dataset.SMOKE));
    }

    /** A seeded store that went up to a newer release and was used there, made when it is first asked for. */
    GoneUp goneUp(CaseKey key, Seeded old, Side side, EvidenceFolder evidence) {
        return goneUp.get(
                old.store().name() + " " + side.identity(), () -> new GoingUp(this, key, evidence).go(old, side));
    }

    /** Begins to install the new release by a migrator, since its schema is what the upgraded one is compared with. */
    void installAhead(CaseKey key) {
        Side side = run.to();
        String migrator = installer(side);
        installed.ahead(side.installation() + " " + migrator, () -> installAnew(key, side, migrator));
    }

    private Map<String, String> administratorOfTaken() {
        try (StoreReader reader = StoreReader.open(taken.address())) {
            return run.witnesses().session().administratorIn(reader);
        }
    }

    /** An empty bed for data that nobody seeded. */
    Seedbed bed() {
        Seedbed bed = new Seedbed(run.secrets(), run.upstream().insideUrl(), Set.of());
        run.upstream().secrets().forEach((peer, secret) -> bed.note("upstream." + peer, secret));
        return bed;
    }

    /** Nothing was started on it, and nothing is known of it but its rows. */
    private Seeded taken() {
        return new Seeded(
                run.from(),
                taken,
                bed(),
                new Observation(Map.of(), Map.of(), null),
                catalogue(taken),
                List.of(),
                rows(taken),
                null,
                Dataset.OWN);
    }

    private Seeded seed(CaseKey key, Side side, Dataset dataset) {
        String full = dataset == Dataset.SMOKE ? "" : "-" + dataset.name().toLowerCase(Locale.ROOT);
        EvidenceFolder evidence = run.evidence("seed-" + side.version() + full + "-" + engine().id());
        Store store = server.empty(name("seed-" + side.version()));
        try (Gateway gateway = start(side, store, evidence.transcript("http.txt"))) {
            try {
                run.timeline().step(key, StepNames.installAndStart(side.version()), () -> {
                    run.awaitReady(gateway);
                    return null;
                });
                Catalogue installed = catalogue(store);
                Seedbed bed = new Seedbed(run.secrets(), run.upstream().insideUrl(), lacks(side));
                run.upstream().secrets().forEach((peer, secret) -> bed.note("upstream." + peer, secret));
                Observation observation = run.timeline().step(key, StepNames.seed(side.version()), () -> {
                    plant(gateway.api(), side, store, bed);
                    if (dataset == Dataset.FULL) {
                        edges(store, bed, evidence);
                    } else if (dataset == Dataset.BULK) {
                        bulk(store, bed);
                    }
                    if (side.equals(run.from()) && run.request().sql() != null) {
                        server.execute(store, run.extraSql());
                    }
                    return look(gateway, side, bed);
                });
                evidence.json("observation.json", observation);
                boolean graceful = run.timeline().step(key, StepNames.stop(side.version()), gateway::stop);
                if (!graceful) {
                    throw new BrokenEnvironment(
                            side.version() + " did not stop by itself after SIGTERM; what it had buffered is lost.");
                }
                Map<String, Long> rows = rows(store);
                demandRows(side, rows);
                Guards.atOldHead(side, versions(store));
                evidence.lines("not-seeded.txt", notSeeded(side));
                Path backup = run.timeline()
                        .step(key, StepNames.BACK_UP, () -> proveBackup(store, "dump-" + side.version() + full));
                return new Seeded(side, store, bed, observation, installed, gateway.log(), rows, backup, dataset);
            } finally {
                evidence.lines("gateway.log", gateway.log());
            }
        }
    }

    private void plant(Api anonymous, Side side, Store store, Seedbed bed) {
        bed.admin(run.witnesses().session().administrator(anonymous, environment(side, store), bed));
        for (Witness witness : run.witnesses().witnesses()) {
            witness.seed(bed);
        }
        Guards.seeded(run.witnesses().witnesses(), bed);
    }

    private void edges(Store store, Seedbed bed, EvidenceFolder evidence) {
        List<String> refused = new ArrayList<>();
        EdgeData edges = run.witnesses().edges();
        edges.seed(bed, run.request().seed(), refused::add);
        evidence.lines("edges-refused.txt", refused);
        Catalogue catalogue = catalogue(store);
        for (EdgeData.Copies copies : edges.copies(bed)) {
            server.execute(
                    store, RowCopies.sql(catalogue, copies.table(), copies.column(), copies.value(), copies.count()));
        }
        edges.sql(bed).forEach(sql -> server.execute(store, sql));
    }

    /** Copies in the database: a row made over the API takes forty milliseconds. */
    private void bulk(Store store, Seedbed bed) {
        Catalogue catalogue = catalogue(store);
        Map<String, String> growing = run.witnesses().edges().growing(bed);
        growing.forEach((table, first) -> {
            server.execute(store, first);
            server.execute(store, RowCopies.sql(catalogue, table, BULK_ROWS));
        });
        Guards.bulk(growing.keySet(), rows(store), BULK_ROWS);
    }

    private Observation look(Gateway gateway, Side side, Seedbed bed) {
        Observation seen = run.observer()
                .old(new Sight(gateway.api(), bed.admin(), bed), side.image().id() + " " + side.settings());
        Guards.seen(run.witnesses().witnesses(), seen);
        bed.counts().forEach((feature, made) -> {
            int shown = seen.entities().getOrDefault(feature, Map.of()).size();
            if (shown < made) {
                throw new BrokenEnvironment(
                        "Of " + made + " " + feature + " that were seeded the old release shows only " + shown + ".");
            }
        });
        return seen;
    }

    private Set<String> lacks(Side side) {
        return run.product().lacks(side.version()).stream().map(Lack::ability).collect(Collectors.toSet());
    }

    private List<String> notSeeded(Side side) {
        return run.product().lacks(side.version()).stream()
                .map(l -> l.ability() + ": " + l.reason())
                .toList();
    }

    private void demandRows(Side side, Map<String, Long> rows) {
        List<String> unfillable = run.product().lacks(side.version()).stream()
                .flatMap(l -> l.tables().stream())
                .toList();
        for (Witness witness : run.witnesses().witnesses()) {
            witness.leastRows().forEach((table, least) -> {
                long found = rows.getOrDefault(table, 0L);
                if (found < least && !unfillable.contains(table)) {
                    throw new BrokenEnvironment("The seed made less than it should: table " + table + " holds " + found
                            + " rows instead of at least " + least + ".");
                }
            });
        }
    }

    /** A backup nobody has restored is none: the restored store must hold the same rows. */
    private Path proveBackup(Store store, String savedAs) {
        Path dump = server.dump(store, run.folder("backup"));
        Store restored = server.restore(dump, name("restored"));
        try (StoreReader before = StoreReader.open(store.address());
                StoreReader after = StoreReader.open(restored.address())) {
            List<Finding> lost = new ArrayList<>(
                    RowJudge.compare(before, after, List.of(), line -> {}).findings());
            lost.addAll(SchemaJudge.compare(after.catalogue(), before.catalogue()));
            if (!lost.isEmpty()) {
                throw new BrokenEnvironment(
                        "The backup taken before the upgrade does not restore what was there: " + lost.size()
                                + " differences, the first at " + lost.get(0).object() + ".");
            }
        }
        if (run.request().dumps().save()) {
            run.saveDump(dump, savedAs);
        }
        return dump;
    }

    /** The schema that a fresh installation of a release has. */
    Catalogue fresh(CaseKey key, Side side) {
        return install(key, side, installer(side));
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
    Catalogue install(CaseKey key, Side side, String migrator) {
        return installed.get(side.installation() + " " + migrator, () -> installAnew(key, side, migrator));
    }

    private Catalogue installAnew(CaseKey key, Side side, String migrator) {
        String title = run.product().migrators().get(migrator).title();
        return run.timeline().step(key, StepNames.installBy(side.version().toString(), title), () -> {
            Store store = server.empty(name("fresh-" + side.version()));
            MigrationOutcome outcome = migrate(side, side, migrator, store);
            Catalogue catalogue = catalogue(store);
            if (!outcome.succeeded() || catalogue.tables().size() < 2) {
                throw new InstallationFailed(title, title + " on an empty store: " + outcome.words());
            }
            return catalogue;
        });
    }

    /** The names of the settings that a release knows, as its own code tells them. */
    Set<String> knownSettings(Side side) {
        List<String> probe = run.product().settingsProbe();
        if (probe.isEmpty()) {
            return Set.of();
        }
        MigrationOutcome answer = new Migrator(
                        run.sandbox(),
                        side.image().id(),
                        new MigratorSpec(
                                "the names of the settings of " + side.version(), probe, PROBE_SECONDS, List.of()))
                .run(name("settings-" + side.version()), Map.of(), server.empty(name("settings")));
        return answer.succeeded() ? answer.log().stream().map(String::strip).collect(Collectors.toSet()) : Set.of();
    }

    Catalogue catalogue(Store store) {
        try (StoreReader reader = StoreReader.open(store.address())) {
            return reader.catalogue();
        }
    }

    private List<String> versions(Store store) {
        try (StoreReader reader = StoreReader.open(store.address())) {
            return VersionJudge.versions(reader);
        }
    }

    Map<String, Long> rows(Store store) {
        Map<String, Long> rows = new TreeMap<>();
        try (StoreReader reader = StoreReader.open(store.address())) {
            for (Table table : reader.catalogue().tables()) {
                rows.put(table.name(), reader.count(table.name()));
            }
        }
        return rows;
    }

    List<String> otherInstallers(Side side) {
        return run.product().migrators().entrySet().stream()
                .filter(m -> m.getValue().installs(side.version()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
