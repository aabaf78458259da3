package org.upgradeharness.run;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.crash.Controls;
import org.upgradeharness.crash.CrashSite;
import org.upgradeharness.crash.Lane;
import org.upgradeharness.crash.Retry;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.gateway.Transcript;
import org.upgradeharness.judge.VersionJudge;
import org.upgradeharness.migrate.CrampedMigrator;
import org.upgradeharness.migrate.MigrationOutcome;
import org.upgradeharness.migrate.Migrator;
import org.upgradeharness.migrate.SteppedMigrator;
import org.upgradeharness.migrate.WarmMigrator;
import org.upgradeharness.product.MigratorSpec;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.store.StoreServer;
import org.upgradeharness.store.Table;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.StepNames;
import org.upgradeharness.witness.Dataset;
import org.upgradeharness.witness.Observation;
import org.upgradeharness.witness.Seedbed;

/**
 * What the cases of one engine share: the database server, seeded stores and schemas of fresh installations, each made
 * once.
 */
public final class Bench {
    /** A run of a warm migrator takes a second or two; one that takes so long hangs. */
    private static final int LONGEST_RUN_SECONDS = 60;

    private final Run run;
    private final StoreServer server;
    private final Once<Seeded> seeded;
    private final Once<Installations.Installation> installed;
    private final Once<Store> direct;
    private final Once<GoneUp> goneUp = new Once<>();
    private final Once<Course> started = new Once<>();
    private final Map<String, Controls> controls = new ConcurrentHashMap<>();
    private final AtomicInteger names;
    private final Map<String, String> programs;
    private final Store taken;
    private final ReleaseSettings settings;
    private final Installations installations;

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
            Once<Installations.Installation> installed,
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
        this.settings = new ReleaseSettings(this, taken);
        this.installations = new Installations(this, installed);
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

    /** The settings that releases are started with. */
    ReleaseSettings settings() {
        return settings;
    }

    /** Fresh installations. */
    Installations installations() {
        return installations;
    }

    /** A name that no other store or container of this engine has. */
    String name(String stem) {
        return engine().id() + "-" + stem.replaceAll("[^A-Za-z0-9]+", "-") + "-" + names.incrementAndGet();
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
                settings.of(from, side, store),
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
                .run(name("migrator-" + side.version()), settings.of(from, side, store), store.mounting(side.mounts()));
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
                settings.of(from, side, store),
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
                settings.of(from, side, store),
                store.mounting(side.mounts()));
    }

    /** A release's migrator for a SQLite store that stands where there is little room. */
    CrampedMigrator cramped(Side side, MigratorSpec migrator) {
        return new CrampedMigrator(
                run.sandbox(),
                new CrampedMigrator.Spec(
                        name("cramped-migrator-" + side.version()),
                        side.image().id(),
                        run.product().image().python(),
                        migrator,
                        programs,
                        run.folder("cramped-migrator")));
    }

    /** Where migrations of a seeded store are interrupted: the first migrator that product.yaml names, run again by each of them. */
    CrashSite crashSite(Seeded old, Side side, Lane lane) {
        List<Retry> ways = run.product().migrators().entrySet().stream()
                .map(m ->
                        new Retry(m.getKey(), m.getValue().title(), m.getValue().command()))
                .toList();
        Controls shared = controls.computeIfAbsent(old.store().name() + " " + side.identity(), name -> new Controls());
        return new CrashSite(
                server(), old.store(), lane, side.image().heads().get(0), ways.get(0), ways, shared, this::name);
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
        return seeded.get(
                dataset + " " + side.identity(), () -> new Seeding(this, server, key, side, dataset).seeded());
    }

    /**
     * Begins to seed a release that a later case will need, beside what the first one does: much of an upgrade is waiting.
     *
     * @param key the case that will need it: the time is written down there
     */
    public void seedAhead(CaseKey key, Side side) {
        seeded.ahead(
                Dataset.SMOKE + " " + side.identity(),
                () -> new Seeding(this, server, key, side, Dataset.SMOKE).seeded());
    }

    /** A seeded store that went up to a newer release and was used there, made when it is first asked for. */
    GoneUp goneUp(CaseKey key, Seeded old, Side side, EvidenceFolder evidence) {
        return goneUp.get(
                old.store().name() + " " + side.identity(), () -> new GoingUp(this, key, evidence).go(old, side));
    }

    /** Starts on stores as an uninterrupted migration leaves them, by the seeded store, the release and the way. */
    Once<Course> startsOnMigrated() {
        return started;
    }

    /**
     * An empty bed.
     *
     * @param lacks what the release that is to be seeded cannot do
     */
    Seedbed bed(Set<String> lacks) {
        Seedbed bed = new Seedbed(run.secrets(), run.upstream().insideUrl(), lacks);
        run.upstream().secrets().forEach((peer, secret) -> bed.note("upstream." + peer, secret));
        return bed;
    }

    /** Nothing was started on it, and nothing is known of it but its rows. */
    private Seeded taken() {
        return new Seeded(
                run.from(),
                taken,
                bed(Set.of()),
                new Observation(Map.of(), Map.of(), Map.of(), Map.of(), null),
                null,
                List.of(),
                Set.of(),
                rows(taken),
                null,
                Dataset.OWN);
    }

    Catalogue catalogue(Store store) {
        try (StoreReader reader = StoreReader.open(store.address())) {
            return reader.catalogue();
        }
    }

    List<String> versions(Store store) {
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
}
