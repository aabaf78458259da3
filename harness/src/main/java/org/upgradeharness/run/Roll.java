package org.upgradeharness.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.upgradeharness.docker.LiveContainer;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.gateway.NotServing;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.migrate.MigrationOutcome;
import org.upgradeharness.probe.Pardon;
import org.upgradeharness.rollout.Departure;
import org.upgradeharness.rollout.Fleet;
import org.upgradeharness.rollout.LoadBalancer;
import org.upgradeharness.rollout.RollFault;
import org.upgradeharness.store.Store;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.witness.Sight;

/** Replicas of one release on one store behind a load balancer, replaced one by one by another release while a probe asks. */
final class Roll implements AutoCloseable {
    private static final Duration STANDSTILL = Duration.ofSeconds(5);
    private static final Duration BETWEEN = Duration.ofMillis(1500);

    private final Run run;
    private final Bench bench;
    private final EvidenceFolder evidence;
    private final Seeded old;
    private final Store store;
    private final int replicas;
    private final LoadBalancer balancer;
    private final Fleet fleet;
    private final UnderLoad load;
    private FaultPlan planned;

    /** Starts the replicas of the old release on a copy of its seeded store, and waits until all are in. */
    Roll(Run run, Bench bench, CaseKey key, EvidenceFolder evidence, Seeded old, int replicas) {
        this.run = run;
        this.bench = bench;
        this.evidence = evidence;
        this.old = old;
        this.replicas = replicas;
        this.load = new UnderLoad(run, key, evidence);
        this.store = bench.server().copy(old.store(), bench.name("case-" + key.id() + "-" + key.way()));
        this.balancer = LoadBalancer.start(
                run.sandbox(),
                bench.name("balancer"),
                run.balancer().image().get(),
                run.balancer().configuration(),
                run.folder("balancer"),
                replicas);
        this.fleet = new Fleet(
                balancer, load::step, Duration.ofSeconds(run.product().start().stopSeconds()));
        fleet.open(old.side().version().toString(), replicas, () -> start(old.side()), run::awaitReady);
    }

    private Gateway start(Side side) {
        return bench.start(old.side(), side, store, evidence.transcript("http.txt"));
    }

    /** The gateways as whoever asks sees them. */
    Sight sight() {
        return old.sight(Api.anonymous(balancer.base(), evidence.transcript("http.txt")));
    }

    /**
     * Replaces all replicas.
     *
     * @param mixed looks at a replica of the old release on the store that the new one has migrated, where that was done before
     *     the first was replaced
     * @throws org.upgradeharness.config.BrokenEnvironment if the probe could not judge
     */
    UnderLoad.Outcome to(Side side, RollPlan plan, Consumer<Gateway> mixed) {
        plan(plan);
        return load.during(balancer.address(), sight(), plan.budget(), () -> {
            List<Finding> findings = new ArrayList<>();
            replaceAll(side, plan, mixed, findings);
            return findings;
        });
    }

    private void replaceAll(Side side, RollPlan plan, Consumer<Gateway> mixed, List<Finding> findings) {
        if (plan.migrator() != null) {
            findings.addAll(migrated(side, plan.migrator()));
            load.watch("watch " + old.side().version() + " on the migrated store", BETWEEN);
            if (UnderLoad.goesOn(findings)) {
                mixed.accept(fleet.at(replicas));
            }
        }
        strike(0, side);
        int middle = plan.back() ? Math.max(1, replicas / 2) : 0;
        forward(1, replicas, middle, side, plan, findings);
    }

    private void forward(int first, int last, int turn, Side side, RollPlan plan, List<Finding> findings) {
        for (int place = first; place <= last && UnderLoad.goesOn(findings); place++) {
            findings.addAll(replace(place, side, plan.departure()));
            if (place < replicas) {
                // After the last one it is watched for longer than that.
                load.watch("watch with " + place + " of " + replicas + " replaced", BETWEEN);
            }
            strike(place, side);
            if (place == turn) {
                for (int back = place; back >= 1 && UnderLoad.goesOn(findings); back--) {
                    findings.addAll(replace(back, old.side(), plan.departure()));
                }
                if (UnderLoad.goesOn(findings)) {
                    load.watch("watch with all gone back to " + old.side().version(), BETWEEN);
                    forward(1, turn, 0, side, plan, findings);
                }
            }
        }
    }

    /** Draws what goes wrong and when, and says so before anything is done. */
    private void plan(RollPlan plan) {
        if (plan.trouble() != null) {
            long seed = run.request().seed();
            planned = FaultPlan.drawn(
                    plan.trouble().fault(), replicas, plan.trouble().recovers(), seed);
            String words = planned.words(replicas, seed);
            evidence.lines("fault-plan.txt", List.of(words));
            load.step(words, () -> {
                if (planned.fault() == RollFault.DATABASE_RESTARTED) {
                    // PostgreSQL does not log the next values of a copied sequence until a checkpoint: after a crash
                    // before
                    // one it would hand out numbers twice, which no installation of people's own would see.
                    bench.server().checkpoint();
                }
                return null;
            });
        }
    }

    /** Breaks what is planned for this moment, and watches for as long as requests may fail. */
    private void strike(int replaced, Side side) {
        if (planned == null || planned.replaced() != replaced) {
            return;
        }
        Instant from = Instant.now();
        load.step("fault: " + planned.what(), () -> {
            broken(planned.place() <= replaced ? side : old.side());
            return null;
        });
        Duration left = planned.recovers().minus(Duration.between(from, Instant.now()));
        if (!left.isNegative()) {
            load.watch("watch while all recovers from the fault", left);
        }
        load.pardon(new Pardon(from, from.plus(planned.recovers()), planned.what()));
    }

    private void broken(Side there) {
        int place = planned.place();
        switch (planned.fault()) {
            case REPLICA_KILLED -> fleet.killed(place, there.version().toString(), () -> start(there), run::awaitReady);
            case REPLICA_PAUSED -> {
                fleet.at(place).pause();
                try {
                    load.watch("watch while " + planned.what(), STANDSTILL);
                } finally {
                    fleet.at(place).resume();
                }
            }
            case REPLICA_CUT_OFF -> {
                LiveContainer.Place was = fleet.at(place).leave();
                try {
                    load.watch("watch while " + planned.what(), STANDSTILL);
                } finally {
                    fleet.at(place).join(was);
                }
            }
            case BALANCER_RELOADED -> balancer.reload();
            case DATABASE_RESTARTED -> bench.server().crash(store);
        }
    }

    /** Replaces one replica. */
    List<Finding> replace(int place, Side side, Departure departure) {
        try {
            return fleet.replace(place, departure, side.version().toString(), () -> start(side), run::awaitReady);
        } catch (NotServing e) {
            return List.of(Failures.start(side, "", "replica " + place, e));
        }
    }

    /** Migrates once, by a migrator that nobody waits for behind the load balancer. */
    List<Finding> migrated(Side side, String migrator) {
        String title = run.product().migrators().get(migrator).title();
        MigrationOutcome outcome = load.step(
                "migrate once, before the roll, by " + title, () -> bench.migrate(old.side(), side, migrator, store));
        evidence.lines("migrator-" + side.version() + ".log", outcome.log());
        return outcome.succeeded() ? List.of() : List.of(Failures.migration(outcome));
    }

    /** What all of them share. */
    Store store() {
        return store;
    }

    /** The replica at a place, from 1 on. */
    Gateway at(int place) {
        return fleet.at(place);
    }

    @Override
    public void close() {
        evidence.lines("balancer.log", balancer.log());
        fleet.all().forEach(gateway -> evidence.lines(gateway.name() + ".log", gateway.log()));
        fleet.close();
        balancer.close();
    }
}
