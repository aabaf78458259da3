package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.upgradeharness.crash.Death;
import org.upgradeharness.crash.SweepOrder;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.gateway.NotServing;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.migrate.MigrationOutcome;
import org.upgradeharness.migrate.SteppedMigrator;
import org.upgradeharness.probe.Budget;
import org.upgradeharness.product.Configuration;
import org.upgradeharness.store.Store;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.CaseResult;
import org.upgradeharness.timeline.Count;
import org.upgradeharness.timeline.ProbeFacts;
import org.upgradeharness.timeline.ReleaseFacts;
import org.upgradeharness.timeline.Step;
import org.upgradeharness.timeline.StepNames;
import org.upgradeharness.witness.Dataset;
import org.upgradeharness.witness.Observation;
import org.upgradeharness.witness.Sight;

/**
 * One scenario on one engine: old release with data, the way to the new one, and the judgement. The order is fixed so
 * that nothing is blamed on the wrong step: seed, look, stop, [old rows], migrate, start, [new rows], look, use, log.
 */
public final class UpgradeCase {
    private static final int SECRET_LENGTH = 48;
    /** Starts on stores of interrupted migrations: on one that is right, and on one that is not. */
    private static final int STARTS = 2;

    private final Run run;
    private final Bench bench;
    private final CaseKey key;
    private final EvidenceFolder evidence;
    private final Judgement judgement;
    private final Measured measured = new Measured();
    private final List<String> path = new ArrayList<>();
    private Consumer<Damage> damage = d -> {};
    private Seeded old;
    private Store moved;
    private WayBack back;
    private boolean compared;
    private Interruption interrupted;
    private ReleaseFacts from;
    private ReleaseFacts to;
    private Roll roll;
    private KubernetesRoll inCluster;
    private int replicas;
    private ProbeFacts probe;

    /** A case that has not begun. */
    public UpgradeCase(Run run, Bench bench, CaseKey key) {
        this.run = run;
        this.bench = bench;
        this.key = key;
        this.evidence = run.evidence(key.folder());
        this.judgement = new Judgement(run, bench, key, evidence);
    }

    /** Lets something happen to the store between old and new; tests plant their defects here. */
    public void damage(Consumer<Damage> planted) {
        this.damage = planted;
    }

    /** A release that runs with data; its seeded store is made once per run and engine. */
    public void seeded(Side side) {
        seeded(side, Dataset.SMOKE);
    }

    /** A release that runs with a dataset. */
    public void seeded(Side side, Dataset dataset) {
        from = side.facts();
        bench.installations().ahead(key);
        old = bench.seeded(key, side, dataset);
        from = old.own() ? from : from.reporting(old.observation().reportedVersion());
        path.add(side.version().toString());
        if (!old.own()) {
            evidence.json("observation-before.json", old.observation());
            evidence.lines("gateway-old.log", old.log());
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
        return old.side().version().compareTo(hop.version()) < 0
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
        to = side.facts();
        moved = bench.server().copy(old.store(), bench.name("case-" + key.id() + "-" + key.way()));
        Guards.twoStores(old.store(), moved);
        judgement.between(old, side);
        damage.accept(new Damage(bench.server(), moved, Damage.Moment.BEFORE_MIGRATION));
        for (Side hop : hops) {
            path.add(hop.version().toString());
            if (!arrived(hop, way)) {
                judgement.store().rows(moved);
                return;
            }
        }
        path.add(side.version().toString());
        if (way instanceof Way.ByMigrator by && !migrated(side, by.name(), moved)) {
            judgement.store().rows(moved);
            return;
        }
        damage.accept(new Damage(bench.server(), moved, Damage.Moment.BEFORE_START));
        if (way instanceof Way.ByMigrator by) {
            judgement.store().version(moved, side);
            if (!hops.isEmpty()) {
                compareWithDirect(side, by.name());
            }
        }
        try (Gateway gateway = bench.start(old.side(), side, moved, run.transcript(evidence, "http.txt"))) {
            try {
                serve(side, gateway, moved);
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
        moveTo(List.of(), new Side(side.image(), settings), new Way.OwnStart());
        judgement.declare(configuration.name(), outcome.get());
        return true;
    }

    /** Looks for settings of the old release that the new one does not know. */
    public void compareSettings(Side side) {
        to = side.facts();
        path.add(side.version().toString());
        judgement.between(old, side);
        Set<String> before = bench.settings().known(old.side());
        judgement
                .gateway()
                .settings(
                        bench.settings().of(old.side(), old.store()).keySet(),
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
        try (Gateway gateway =
                bench.start(old.side(), hop, moved, run.transcript(evidence, "http-" + hop.version() + ".txt"))) {
            try {
                boolean serving = step(StepNames.start(hop.version()), () -> ready(hop, gateway));
                step(StepNames.stop(hop.version()), gateway::stop);
                return serving;
            } finally {
                evidence.lines(
                        "gateway-" + hop.version() + ".log", run.showing().lines(gateway.log()));
            }
        }
    }

    /** Moves a copy of the seeded store revision by revision; a finding tells the revision that did it. */
    public void moveStepwise(Side side) {
        to = side.facts();
        path.add(side.version().toString());
        moved = bench.server().copy(old.store(), bench.name("case-" + key.id() + "-" + key.way()));
        Guards.twoStores(old.store(), moved);
        judgement.between(old, side);
        damage.accept(new Damage(bench.server(), moved, Damage.Moment.BEFORE_MIGRATION));
        try (SteppedMigrator migrator = bench.step(old.side(), side, moved)) {
            judgement.store().stepwise(side, new Stepwise(moved), migrator);
            evidence.lines("migrator.log", run.showing().lines(migrator.log()));
        }
        judgement.store().rows(moved);
        judgement.store().version(moved, side);
        judgement.store().schema(moved, side);
    }

    /** Interrupts the migration of the seeded store in every revision, runs it again each time, and starts on what came of it. */
    public void interruptInEveryRevision(Side side) {
        Interruption interruption = interruption(side);
        List<Store> ends = interruption.inEveryRevision(old, side);
        startOn(side, ends.subList(0, Math.min(STARTS, ends.size())));
    }

    /**
     * Interrupts the migration of the seeded store before each statement that somebody chooses, runs it again each time, and starts
     * once on each kind of store that came of it.
     */
    public void interruptAt(Side side, SweepOrder order) {
        Interruption interruption = interruption(side);
        startOn(side, interruption.at(old, side, order));
    }

    /** Breaks the migration of the seeded store off in its middle, runs it again, and starts on what comes of it. */
    public void breakOff(Death death, Side side) {
        Interruption interruption = interruption(side);
        startOn(side, interruption.brokenOff(death, old, side));
    }

    /** Interrupts the migration of the seeded store after a time, as a person does who loses patience. */
    public void interruptAfter(double seconds, Side side) {
        interrupted = interruption(side);
        interrupted.after(seconds, old, side);
    }

    /** Runs the interrupted migration again and starts on what came of it. */
    public void runAgain(Side side) {
        if (interrupted != null) {
            startOn(side, interrupted.runAgain());
        }
    }

    /** Runs migrations where they have run before: each revision, each migrator, and each one after each other. */
    public void migrateAgain(Side side) {
        meeting(side).again(old, side);
    }

    /** Runs several migrators on one store at once. */
    public void migrateAtOnce(Side side) {
        meeting(side).atOnce(old, side);
    }

    private MeetingMigrators meeting(Side side) {
        goTo(side);
        return new MeetingMigrators(run, bench, key, evidence, judgement);
    }

    private void goTo(Side side) {
        to = side.facts();
        path.add(side.version().toString());
        judgement.between(old, side);
    }

    private Interruption interruption(Side side) {
        goTo(side);
        return new Interruption(run, bench, key, evidence, judgement);
    }

    private void startOn(Side side, List<Store> stores) {
        for (Store store : stores) {
            if (!store.equals(stores.get(0))) {
                judgement.onceMore();
            }
            Guards.twoStores(old.store(), store);
            String file = stores.size() == 1 ? "" : "-" + store.name();
            try (Gateway gateway = bench.start(old.side(), side, store, evidence.transcript("http" + file + ".txt"))) {
                try {
                    serve(side, gateway, store);
                } finally {
                    evidence.lines("gateway-new" + file + ".log", gateway.log());
                }
            }
        }
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
                        bench.direct(key, old, side, migrator),
                        () -> bench.movedDirectly(key, old, side, migrator));
    }

    private boolean migrated(Side side, String migrator, Store store) {
        String title = run.product().migrators().get(migrator).title();
        MigrationOutcome outcome = measured(
                store, () -> step(StepNames.migrateBy(title), () -> bench.migrate(old.side(), side, migrator, store)));
        evidence.lines("migrator-" + side.version() + ".log", run.showing().lines(outcome.log()));
        if (!outcome.succeeded()) {
            judgement.add(Failures.migration(outcome));
        }
        return outcome.succeeded();
    }

    private <T> T measured(Store store, Supplier<T> migration) {
        return old.large() ? measured.migration(store, migration) : migration.get();
    }

    private void serve(Side side, Gateway gateway, Store store) {
        Supplier<Boolean> start = () -> step(StepNames.start(side.version()), () -> ready(side, gateway));
        boolean serving = measured.figures().isEmpty() ? measured(store, start) : start.get();
        damage.accept(new Damage(bench.server(), store, Damage.Moment.AFTER_START));
        if (old.large()) {
            measured.comparison(() -> judgement.store().rows(store));
        } else {
            judgement.store().rows(store);
        }
        judgement.store().version(store, side);
        judgement.store().schema(store, side);
        Outage log = Outage.NONE;
        List<String> usual = old.log();
        if (serving) {
            if (old.own()) {
                usual = askOwn(side, gateway, store);
            } else {
                ask(side, gateway);
            }
            judgement.gateway().alive(gateway, side);
            log = judgement.gateway().withoutStore(gateway, bench.server(), store);
            boolean graceful = step(StepNames.stop(side.version()), gateway::stop);
            if (!graceful) {
                judgement.add(Failures.stop(side, run.product().start().stopSeconds()));
            }
        }
        judgement.gateway().log(log.sinceThen(gateway.log()), usual);
    }

    private Sight sight(Gateway gateway) {
        return old.sight(gateway.api());
    }

    private void ask(Side side, Gateway gateway) {
        Sight sight = sight(gateway);
        look(sight, side);
        judgement.gateway().features(sight, side);
        judgement.gateway().use(sight);
    }

    /** Asks the new release on data that nobody seeded; returned is what a fresh installation logs when it is asked the same. */
    private List<String> askOwn(Side side, Gateway gateway, Store store) {
        List<String> missing = bench.settings().missingForLogin(side);
        if (!missing.isEmpty()) {
            String why = "--dump without " + String.join(", ", missing) + " of that installation; give them with --env";
            OwnJudgement.LAYERS.forEach(layer -> run.timeline().skip(key, layer, why));
            return List.of();
        }
        return new OwnJudgement(run, bench, key, judgement).ask(side, gateway, store, old);
    }

    private boolean ready(Side side, Gateway gateway) {
        try {
            run.awaitReady(gateway);
            return true;
        } catch (NotServing e) {
            Finding silent = Failures.start(side, e);
            judgement.add(silent);
            RefusedSettings.in(
                            gateway.log(),
                            bench.settings().of(old.side(), side, moved).keySet(),
                            silent.group())
                    .forEach(judgement::add);
            return false;
        }
    }

    /** Takes a copy of the seeded store up to a release and uses it there, so that there is something to go back from. */
    public void goneUp(Side side) {
        to = side.facts();
        GoneUp up = bench.goneUp(key, old, side, evidence);
        to = up.reported() == null ? to : to.reporting(up.reported());
        path.add(side.version().toString());
        path.add(old.side().version().toString());
        judgement.back(old, up);
        back = new WayBack(run, bench, key, evidence, judgement, damage, measured, old, up);
    }

    /** The way back to the old release, once the store has gone up. */
    public WayBack back() {
        return back;
    }

    /** Installs a release on an empty store by its own start, seeds it, and looks at everything. */
    public void installed(Side side) {
        to = side.facts();
        path.add(side.version().toString());
        try {
            old = bench.seeded(key, side, Dataset.SMOKE);
        } catch (NotServing e) {
            judgement.add(Failures.start(side, "on an empty store", "", e));
            return;
        }
        to = to.reporting(old.observation().reportedVersion());
        evidence.json("observation.json", old.observation());
        judgement.between(old, side);
        judgement.store().version(old.store(), side);
        judgement.gateway().log(old.log());
    }

    /** Compares the schemas of every other way to install the release with the one of its own start. */
    public void compareInstallations(Side side) {
        if (old == null) {
            return;
        }
        for (String migrator : bench.installations().others(side)) {
            try {
                judgement
                        .store()
                        .sameSchema(
                                run.product().migrators().get(migrator).title(),
                                bench.installations().by(migrator, key, side),
                                old.installed());
            } catch (InstallationFailed e) {
                judgement.add(e.finding(side));
            }
        }
    }

    /** Replicas of a release with data, behind a load balancer. */
    public void replicas(Side side, int count) {
        seededReplicas(side);
        replicas = count;
        roll = new Roll(run, bench, key, evidence, old, count);
    }

    private void seededReplicas(Side side) {
        from = side.facts();
        old = bench.seeded(key, side, Dataset.SMOKE);
        from = from.reporting(old.observation().reportedVersion());
        path.add(side.version().toString());
    }

    /** Replaces the replicas one by one and looks at both releases at every step. */
    public void mix(Side side, String migrator) {
        to = side.facts();
        path.add(side.version().toString());
        judgement.between(old, side);
        try (Roll rolling = roll) {
            new MixedState(run, judgement, old, rolling, replicas).to(side, migrator);
        }
    }

    /**
     * Starts several gateways of a release at once on a copy of the seeded store, and looks at everything.
     *
     * @param killing whether the one that migrates is killed while it does, so that another one must
     */
    public void startTogether(Side side, int count, boolean killing) {
        to = side.facts();
        path.add(side.version().toString());
        moved = bench.server().copy(old.store(), bench.name("case-" + key.id() + "-" + key.way()));
        Guards.twoStores(old.store(), moved);
        judgement.between(old, side);
        try (TogetherStart together = new TogetherStart(run, evidence)) {
            List<Finding> late = step(
                    "start " + count + " gateways of " + side.version() + " at once, "
                            + (killing ? "kill the one that migrates, " : "") + "until all are ready",
                    () -> together.start(bench, old.side(), side, moved, count, killing));
            late.forEach(judgement::add);
            judgement.store().rows(moved);
            judgement.store().version(moved, side);
            judgement.store().schema(moved, side);
            if (late.isEmpty()) {
                for (Gateway gateway : together.gateways()) {
                    judgement.gateway().api("look at " + gateway.name(), sight(gateway), side.version());
                }
                ask(side, together.gateways().get(0));
                together.gateways().forEach(gateway -> judgement.gateway().alive(gateway, side));
            }
        }
    }

    /** Replaces the replicas one by one while a probe asks, and looks at everything through the load balancer afterwards. */
    public void roll(Side side, RollPlan plan) {
        to = side.facts();
        path.add(side.version().toString());
        judgement.between(old, side);
        try (Roll rolling = roll) {
            boolean complete = probed(
                    rolling.to(
                            side,
                            plan,
                            replica -> judgement
                                    .gateway()
                                    .apiUnderLoad(
                                            "look at " + old.side().version() + " on the migrated store",
                                            sight(replica),
                                            old.side().version())),
                    rolling.sight());
            if (!complete) {
                return;
            }
            look(rolling.sight(), side);
            judgement.store().nothingLost(rolling.store());
            judgement.store().version(rolling.store(), side);
            judgement.store().schema(rolling.store(), side);
        }
    }

    /**
     * Replicas of a release with data in the cluster that the run was given.
     *
     * @param next the release that they are to be replaced by
     */
    public void replicasInCluster(Side side, Side next, int count) {
        seededReplicas(side);
        inCluster = new KubernetesRoll(run, bench, key, evidence, old, next, count);
    }

    /** Upgrades the replicas in the cluster by Helm while a probe asks, and looks at everything afterwards. */
    public void rollInCluster(Side side, String migrator, Budget budget) {
        to = side.facts();
        path.add(side.version().toString());
        judgement.between(old, side);
        try (KubernetesRoll rolling = inCluster) {
            if (!probed(rolling.to(side, migrator, budget), rolling.sight())) {
                return;
            }
            judgement.store().version(rolling.store(), side);
            judgement.store().schema(rolling.store(), side);
            look(rolling, side);
        }
    }

    /** Upgrades the replicas in the cluster to a gateway that never serves, goes back, and looks at everything afterwards. */
    public void breakInCluster(Side side, Budget budget) {
        to = old.side().facts();
        path.add(old.side().version().toString());
        judgement.between(old, old.side());
        try (KubernetesRoll rolling = inCluster) {
            if (probed(rolling.toBrokenAndBack(side, budget), rolling.sight())) {
                look(rolling, old.side());
            }
        }
    }

    /** Whether all was changed; where it was not, what is left is looked at as what the old release shows. */
    private boolean probed(UnderLoad.Outcome outcome, Sight sight) {
        probe = outcome.probe();
        judgement.rolled(outcome.findings());
        if (!outcome.complete()) {
            judgement.gateway().api("look at what is left", sight, old.side().version());
        }
        return outcome.complete();
    }

    private void look(KubernetesRoll rolling, Side side) {
        judgement.store().rowsAfterUse(rolling.store());
        look(rolling.sight(), side);
    }

    /** Looks at all that the API shows, and at the version that the running program says it is. */
    private void look(Sight sight, Side side) {
        Observation now = judgement.gateway().api(sight);
        to = to.reporting(now.reportedVersion());
        judgement.gateway().reported(now.reportedVersion(), side);
    }

    /** What was found so far, as it may be shown. */
    public List<Finding> findings() {
        return judgement.findings().stream().map(run.showing()::finding).toList();
    }

    /** Whether anything was judged at all. */
    public boolean judged() {
        return judgement.judged();
    }

    /** The findings that fail the run. */
    public List<Finding> failing() {
        return findings().stream()
                .filter(f -> f.failsAt(run.request().failOn(), run.request().strict()))
                .toList();
    }

    /** The result of the case, once nothing more will happen. */
    public CaseResult result(Verdict verdict, String reason, double seconds) {
        Map<String, Count> counts = new TreeMap<>(judgement.counts());
        return new CaseResult(
                key,
                path,
                from,
                to,
                verdict,
                run.secrets().mask(reason),
                seconds,
                "evidence/" + key.folder(),
                repeat(),
                masked(),
                steps(),
                counts,
                measured.figures(),
                probe);
    }

    private List<Step> steps() {
        return run.timeline().steps(key).stream()
                .map(s -> new Step(
                        s.name(), s.startedAt(), s.seconds(), run.secrets().mask(s.outcome())))
                .toList();
    }

    private List<Finding> masked() {
        return findings().stream()
                .map(f -> new Finding(
                        f.severity(),
                        f.kind(),
                        f.object(),
                        run.secrets().mask(f.key()),
                        run.secrets().mask(f.expected()),
                        run.secrets().mask(f.found()),
                        run.secrets().mask(f.group()),
                        f.step(),
                        f.known()))
                .toList();
    }

    /** The command that repeats this case alone. */
    public String repeat() {
        return key.repeat(run.request().command());
    }

    private <T> T step(String name, java.util.concurrent.Callable<T> body) {
        return run.timeline().step(key, name, body);
    }
}
