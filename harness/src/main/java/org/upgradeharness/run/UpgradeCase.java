package org.upgradeharness.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.gateway.NotServing;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.migrate.MigrationOutcome;
import org.upgradeharness.migrate.SteppedMigrator;
import org.upgradeharness.product.Configuration;
import org.upgradeharness.store.Store;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.CaseResult;
import org.upgradeharness.timeline.StepNames;
import org.upgradeharness.witness.Dataset;

/**
 * One scenario on one engine: old release with data, the way to the new one, and the judgement. The order is fixed so
 * that nothing is blamed on the wrong step: seed, look, stop, [old rows], migrate, start, [new rows], look, use, log.
 */
public final class UpgradeCase {
    private static final int SECRET_LENGTH = 48;

    private final Course course;
    private final Run run;
    private final Bench bench;
    private final CaseKey key;
    private final EvidenceFolder evidence;
    private final Judgement judgement;
    private final Serving serving;
    private final InterruptedUpgrade interrupted;
    private final ReplicatedUpgrade replicated;
    private Store moved;
    private WayBack back;
    private boolean compared;

    /** A case that has not begun. */
    public UpgradeCase(Run run, Bench bench, CaseKey key) {
        this.run = run;
        this.bench = bench;
        this.key = key;
        this.course = new Course(run, bench, key);
        this.evidence = course.evidence();
        this.judgement = course.judgement();
        this.serving = new Serving(course);
        this.interrupted = new InterruptedUpgrade(course);
        this.replicated = new ReplicatedUpgrade(course);
    }

    /** Upgrades whose migration is interrupted or repeated. */
    public InterruptedUpgrade interrupted() {
        return interrupted;
    }

    /** Upgrades of several replicas. */
    public ReplicatedUpgrade replicated() {
        return replicated;
    }

    /** Lets something happen to the store between old and new; tests plant their defects here. */
    public void damage(Consumer<Damage> planted) {
        course.damage(planted);
    }

    /** A release that runs with data; its seeded store is made once per run and engine. */
    public void seeded(Side side) {
        seeded(side, Dataset.SMOKE);
    }

    /** A release that runs with a dataset. */
    public void seeded(Side side, Dataset dataset) {
        bench.installations().ahead(key, run.to());
        course.seed(side, dataset);
        if (course.old().own()) {
            bench.installations().ahead(key, side);
        } else {
            evidence.json("observation-before.json", course.old().observation());
            evidence.lines("gateway-old.log", course.old().log());
        }
    }

    /**
     * Moves a copy of the seeded store to a release and looks at everything; by way of the releases between, where the run
     * was asked for a path.
     *
     * @param side the release
     * @param way how the store is migrated
     */
    public void moveTo(Side side, Way way) {
        moveTo(run.hops().stream().filter(hop -> isBetween(hop, side)).toList(), side, way);
    }

    private boolean isBetween(Side hop, Side side) {
        return course.old().side().version().compareTo(hop.version()) < 0
                && hop.version().compareTo(side.version()) < 0;
    }

    /**
     * Moves a copy of the seeded store to a release, hop by hop, and looks at everything at the end.
     *
     * @param hops releases between the old one and this one, oldest first
     * @param side the release
     * @param way how the store is migrated at each hop
     */
    public void moveTo(List<Side> hops, Side side, Way way) {
        moved = course.copy();
        course.aim(side);
        judgement.byWayOf(hops.stream().map(Side::version).toList());
        course.damaged(moved, Damage.Moment.BEFORE_MIGRATION);
        for (Side hop : hops) {
            course.by(hop);
            if (!arrived(hop, way)) {
                judgement.store().rows(moved);
                return;
            }
        }
        course.by(side);
        if (way instanceof Way.ByMigrator by && !migrated(side, by.name(), moved)) {
            judgement.store().rows(moved);
            return;
        }
        course.damaged(moved, Damage.Moment.BEFORE_START);
        if (way instanceof Way.ByMigrator by) {
            judgement.store().version(moved, side);
            if (!hops.isEmpty()) {
                compareWithDirect(side, by.name());
            }
        }
        Exposure exposure = new Exposure(run, run.transcript(evidence, "http.txt"));
        try (Gateway gateway = bench.start(course.old().side(), side, moved, exposure)) {
            try {
                // A release that is started again lets in whom it let in before.
                boolean another = !side.identity().equals(course.old().side().identity());
                if (another && way instanceof Way.OwnStart) {
                    serving.serve(side, gateway, moved, exposure);
                } else {
                    serving.serve(side, gateway, moved);
                }
            } finally {
                evidence.lines("gateway-new.log", run.showing().lines(gateway.log()));
            }
        }
    }

    /**
     * Moves a copy of the seeded store to a release whose settings differ, and looks whether what is declared comes of it.
     *
     * @return false if nothing is declared for that release
     */
    public boolean moveTo(Side side, Configuration configuration) {
        Optional<Configuration.Outcome> outcome = configuration.outcome(side.version());
        if (outcome.isEmpty()) {
            return false;
        }
        Map<String, String> settings = new TreeMap<>(side.settings());
        configuration
                .change()
                .forEach((name, value) -> settings.put(
                        name, value.equals("{secret}") ? run.secrets().fresh(SECRET_LENGTH) : value));
        moveTo(List.of(), new Side(side.image(), settings, side.mounts(), false), new Way.OwnStart());
        judgement.declare(configuration, outcome.get());
        return true;
    }

    /** Looks for settings of the old release that the new one does not know. */
    public void compareSettings(Side side) {
        course.goTo(side);
        Set<String> before = bench.settings().known(course.old().side());
        judgement
                .gateway()
                .settings(
                        bench.settings()
                                .of(course.old().side(), course.old().store())
                                .keySet(),
                        bench.settings().known(side),
                        before);
    }

    /** Brings the store to a release on the way; nobody asks it anything, so that what is judged at the end is the upgrade's. */
    private boolean arrived(Side hop, Way way) {
        boolean there = way instanceof Way.ByMigrator by ? migrated(hop, by.name(), moved) : started(hop);
        judgement.store().version(moved, hop);
        return there;
    }

    private boolean started(Side hop) {
        try (Gateway gateway = bench.start(
                course.old().side(), hop, moved, run.transcript(evidence, "http-" + hop.version() + ".txt"))) {
            try {
                boolean serves = course.step(StepNames.start(hop.version()), () -> serving.ready(hop, gateway, moved));
                course.step(StepNames.stop(hop.version()), gateway::stop);
                return serves;
            } finally {
                evidence.lines(
                        "gateway-" + hop.version() + ".log", run.showing().lines(gateway.log()));
            }
        }
    }

    /** Goes on from a copy of the seeded store with a row in every table and a value in every column that takes one. */
    public void generateRows() {
        course.generateRows();
    }

    /** Moves a copy of the seeded store revision by revision; a finding tells the revision that did it. */
    public void moveStepwise(Side side) {
        moveStepwise(side, Optional.empty());
    }

    /** The same, and then by a migrator, which may do what no revision does: bring up to date what each start does. */
    public void moveStepwise(Side side, Way.ByMigrator then) {
        moveStepwise(side, Optional.of(then.name()));
    }

    private void moveStepwise(Side side, Optional<String> then) {
        moved = course.copy();
        course.goTo(side);
        course.damaged(moved, Damage.Moment.BEFORE_MIGRATION);
        try (SteppedMigrator migrator = bench.step(course.old().side(), side, moved)) {
            judgement.store().stepwise(side, new Stepwise(moved), migrator);
            evidence.lines("migrator.log", run.showing().lines(migrator.log()));
        }
        if (bench.versions(moved).equals(side.image().heads())) {
            then.ifPresent(migrator -> migrated(side, migrator, moved));
        }
        judgement.store().rows(moved);
        judgement.store().version(moved, side);
        judgement.store().schema(moved, side);
    }

    /**
     * Compares the store as it is with one that a migrator of the same release moved in one go. A store that a gateway was
     * started on has been compared before that start.
     */
    public void compareWithDirect(Side side, String migrator) {
        if (compared) {
            return;
        }
        compared = true;
        judgement
                .store()
                .sameAsDirect(
                        moved,
                        bench.direct(key, course.old(), side, migrator),
                        () -> bench.movedDirectly(key, course.old(), side, migrator));
    }

    private boolean migrated(Side side, String migrator, Store store) {
        String title = run.product().migrators().get(migrator).title();
        MigrationOutcome outcome = course.measured(
                store,
                () -> course.step(
                        StepNames.migrateBy(title),
                        () -> bench.migrate(course.old().side(), side, migrator, store)));
        evidence.lines("migrator-" + side.version() + ".log", run.showing().lines(outcome.log()));
        if (!outcome.succeeded()) {
            judgement.add(Failures.migration(outcome));
        }
        return outcome.succeeded();
    }

    /** Takes a copy of the seeded store up to a release and uses it there, so that there is something to go back from. */
    public void goneUp(Side side) {
        course.to(side);
        GoneUp up = bench.goneUp(key, course.old(), side, evidence);
        if (up.reported() != null) {
            course.reported(up.reported());
        }
        course.by(course.old().side());
        judgement.back(course.old(), up);
        back = new WayBack(run, bench, key, evidence, judgement, course.planted(), course.measured(), course.old(), up);
    }

    /** The way back to the old release, once the store has gone up. */
    public WayBack back() {
        return back;
    }

    /** Installs a release on an empty store by its own start, seeds it, and looks at everything. */
    public void installed(Side side) {
        course.to(side);
        try {
            course.install(side);
        } catch (NotServing e) {
            judgement.add(Failures.start(side, "on an empty store", "", e));
            return;
        }
        evidence.json("observation.json", course.old().observation());
        judgement.store().version(course.old().store(), side);
        judgement.gateway().log(course.old().log());
    }

    /** Compares the schemas of every other way to install the release with the one of its own start. */
    public void compareInstallations(Side side) {
        if (course.old() == null) {
            return;
        }
        for (String migrator : bench.installations().others(side)) {
            try {
                judgement
                        .store()
                        .sameSchema(
                                run.product().migrators().get(migrator).title(),
                                bench.installations().by(migrator, key, side),
                                course.old().installed());
            } catch (InstallationFailed e) {
                judgement.add(e.finding(side));
            }
        }
    }

    /** The command that repeats this case alone. */
    public String repeat() {
        return key.repeat(run.request().command());
    }

    /** What was found so far, as it may be shown. */
    public List<Finding> findings() {
        return course.findings();
    }

    /** Whether anything was judged at all. */
    public boolean judged() {
        return judgement.judged();
    }

    /** Why the case may not pass, whatever was found; empty if there is no such reason. */
    public String doubt() {
        return course.doubt();
    }

    /** The findings that fail the run. */
    public List<Finding> failing() {
        return course.failing();
    }

    /** The result of the case, once nothing more will happen. */
    public CaseResult result(Verdict verdict, String reason, double seconds) {
        return course.result(verdict, reason, seconds);
    }
}
