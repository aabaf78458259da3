package org.upgradeharness.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.gateway.NotServing;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.migrate.MigrationOutcome;
import org.upgradeharness.probe.Ledger;
import org.upgradeharness.probe.Phase;
import org.upgradeharness.probe.Probe;
import org.upgradeharness.probe.ProbeJudge;
import org.upgradeharness.probe.Seen;
import org.upgradeharness.probe.WarmUp;
import org.upgradeharness.rollout.Departure;
import org.upgradeharness.rollout.Fleet;
import org.upgradeharness.rollout.LoadBalancer;
import org.upgradeharness.store.Store;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.ProbeFacts;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Traffic;

/** Replicas of one release on one store behind a load balancer, replaced one by one by another release while a probe asks. */
final class Roll implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** Longer than a read may be old: what a new replica keeps in mind shows. */
    private static final Duration QUIET = Duration.ofSeconds(8);

    private static final Duration BETWEEN = Duration.ofMillis(1500);

    private final Run run;
    private final Bench bench;
    private final CaseKey key;
    private final EvidenceFolder evidence;
    private final Seeded old;
    private final Store store;
    private final int replicas;
    private final LoadBalancer balancer;
    private final Fleet fleet;
    private Probe probe;

    /** Starts the replicas of the old release on a copy of its seeded store, and waits until all are in. */
    Roll(Run run, Bench bench, CaseKey key, EvidenceFolder evidence, Seeded old, int replicas) {
        this.run = run;
        this.bench = bench;
        this.key = key;
        this.evidence = evidence;
        this.old = old;
        this.replicas = replicas;
        this.store = bench.server().copy(old.store(), bench.name("case-" + key.id() + "-" + key.way()));
        this.balancer = LoadBalancer.start(
                run.sandbox(),
                bench.name("balancer"),
                run.balancer().image().get(),
                run.balancer().configuration(),
                run.folder("balancer"),
                replicas);
        this.fleet = new Fleet(
                balancer, this::step, Duration.ofSeconds(run.product().start().stopSeconds()));
        fleet.open(old.side().version().toString(), replicas, () -> start(old.side()), run.instruments()::awaitReady);
    }

    private Gateway start(Side side) {
        return bench.start(old.side(), side, store, evidence.transcript("http.txt"));
    }

    private <T> T step(String name, java.util.concurrent.Callable<T> body) {
        return run.timeline().step(key, name, () -> {
            if (probe != null) {
                probe.step(name);
            }
            return body.call();
        });
    }

    /** The gateways as whoever asks sees them. */
    Sight sight() {
        Api anonymous = Api.anonymous(balancer.base(), evidence.transcript("http.txt"));
        return new Sight(anonymous, anonymous.as("administrator", old.bed().recall("token.admin")), old.bed());
    }

    /** What came of it. */
    record Outcome(List<Finding> findings, ProbeFacts probe) {}

    /**
     * Replaces all replicas.
     *
     * @throws org.upgradeharness.config.BrokenEnvironment if the probe could not judge
     */
    Outcome to(Side side, RollPlan plan) {
        List<Finding> findings = new ArrayList<>();
        Traffic.Load load = run.witnesses()
                .traffic()
                .prepare(
                        sight(),
                        new Traffic.Rates(
                                run.product().rolling().health(),
                                run.product().rolling().others()));
        probe = Probe.start(balancer.address(), load.streams(), LONGEST);
        Seen seen;
        try {
            step("warm the probe up", () -> {
                new WarmUp(probe, line -> evidence.lines("probe-rate.txt", List.of(line))).run();
                return null;
            });
            watch("watch before anything is changed", QUIET);
            probe.phase(Phase.DURING);
            replaceAll(side, plan, findings);
            probe.phase(Phase.AFTER);
            watch("watch when all is changed", QUIET);
            seen = step("wait for the last answers", probe::stop);
        } finally {
            probe.close();
        }
        evidence.lines("probe-failures.txt", seen.failures());
        findings.addAll(ProbeJudge.judge(seen, plan.budget()));
        Ledger.Audit audit =
                step("look for every acknowledged write", () -> load.ledger().audit(load.written(sight())));
        findings.addAll(audit.findings());
        findings.addAll(load.remove(sight()));
        return new Outcome(findings, seen.facts(audit.writes()));
    }

    private void watch(String name, Duration time) {
        step(name, () -> {
            probe.watch(time);
            return null;
        });
    }

    private void replaceAll(Side side, RollPlan plan, List<Finding> findings) {
        if (plan.migrator() != null) {
            findings.addAll(migrated(side, plan.migrator()));
            watch("watch " + old.side().version() + " on the migrated store", BETWEEN);
        }
        for (int place = 1; place <= replicas && stopped(findings) == 0; place++) {
            findings.addAll(replace(place, side, plan.departure()));
            watch("watch with " + place + " of " + replicas + " replaced", BETWEEN);
        }
    }

    /** Findings after which nobody goes on with a roll. */
    private static long stopped(List<Finding> findings) {
        return findings.stream()
                .filter(f -> f.kind() == Kind.MIGRATION_FAILED
                        || f.kind() == Kind.NOT_SERVING && f.object().startsWith("start of "))
                .count();
    }

    /** Replaces one replica. */
    List<Finding> replace(int place, Side side, Departure departure) {
        try {
            return fleet.replace(
                    place, departure, side.version().toString(), () -> start(side), run.instruments()::awaitReady);
        } catch (NotServing e) {
            return List.of(Finding.of(
                    Severity.ERROR,
                    Kind.NOT_SERVING,
                    "start of " + side.version(),
                    "replica " + place,
                    "ready",
                    e.getMessage()));
        }
    }

    /** Migrates once, by a migrator that nobody waits for behind the load balancer. */
    List<Finding> migrated(Side side, String migrator) {
        List<Finding> findings = new ArrayList<>();
        String title = run.product().migrators().get(migrator).title();
        MigrationOutcome outcome = step(
                "migrate once, before the roll, by " + title, () -> bench.migrate(old.side(), side, migrator, store));
        evidence.lines("migrator-" + side.version() + ".log", outcome.log());
        if (outcome.exitCode() != 0) {
            findings.add(Finding.of(
                    Severity.ERROR,
                    Kind.MIGRATION_FAILED,
                    title,
                    "",
                    "exit code 0",
                    "exit code " + outcome.exitCode() + ": " + outcome.tail()));
        }
        return findings;
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
