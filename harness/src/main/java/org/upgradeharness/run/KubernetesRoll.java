package org.upgradeharness.run;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.gateway.Transcript;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.kubernetes.ClusterStore;
import org.upgradeharness.kubernetes.HelmRelease;
import org.upgradeharness.kubernetes.OwnNamespace;
import org.upgradeharness.kubernetes.PodWatch;
import org.upgradeharness.kubernetes.Rollout;
import org.upgradeharness.probe.Budget;
import org.upgradeharness.store.Store;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.witness.Sight;

/** Replicas of one release in a cluster, on a PostgreSQL there that holds the seeded store, replaced by Helm while a probe asks. */
final class KubernetesRoll implements AutoCloseable {
    private static final String APP = "gateway";
    private static final String USER = "gateway";
    private static final int PASSWORD = 32;
    private static final int SURGE = 1;
    private static final Duration SURROUNDINGS = Duration.ofMinutes(4);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    /** A pod may be listed for a minute after its processes have ended. */
    private static final Duration LISTED = Duration.ofSeconds(90);
    /** No start takes part in going nowhere: a gateway that never serves has stalled by then. */
    private static final int STALL_SECONDS = 30;

    private final Run run;
    private final Bench bench;
    private final CaseKey key;
    private final EvidenceFolder evidence;
    private final Seeded old;
    private final int replicas;
    private final OwnNamespace namespace;
    private final HelmRelease release;
    private final Store store;
    private final InetSocketAddress address;
    private final ChartValues before;

    /** Installs the old release on its seeded store, and waits until all replicas are ready. */
    KubernetesRoll(Run run, Bench bench, CaseKey key, EvidenceFolder evidence, Seeded old, Side to, int replicas) {
        this.run = run;
        this.bench = bench;
        this.key = key;
        this.evidence = evidence;
        this.old = old;
        this.replicas = replicas;
        ClusterKit kit = run.cluster();
        step("bring the images into the cluster", () -> {
            List.of(kit.postgresImage(), old.side().image().name(), to.image().name())
                    .forEach(kit.cluster()::load);
            return null;
        });
        this.namespace = kit.cluster().namespace(key.way());
        String password = run.secrets().named("postgres in the cluster", PASSWORD);
        step("install PostgreSQL and the upstream server in the cluster", () -> {
            namespace
                    .release("surroundings", kit.surroundings(), kit.values())
                    .install(
                            ChartValues.surroundings(
                                    kit.postgresImage(),
                                    USER,
                                    password,
                                    to.image().name(),
                                    run.product().image().python(),
                                    kit.upstreamProgram(),
                                    run.upstream().environment()),
                            SURROUNDINGS);
            return null;
        });
        this.store = step(
                "restore the backup in the cluster",
                () -> ClusterStore.restored(namespace, old.backup(), USER, password));
        this.release = namespace.release(APP, kit.gateway(), kit.values());
        this.before = values(old.side());
        step("helm install " + old.side().version() + ", until " + replicas + " replicas are ready", () -> {
            release.install(
                    before.all(),
                    Duration.ofSeconds((long) run.product().start().readySeconds() * replicas));
            namespace.demandImage(
                    APP, old.side().image().name(), old.side().image().id());
            return null;
        });
        this.address = namespace.service(APP);
        awaitAnswer();
    }

    private ChartValues values(Side side) {
        return ChartValues.gateway(
                side.image().name(),
                replicas,
                run.product().start(),
                bench.settings().of(old.side(), side, store),
                run.product().secrets().keySet());
    }

    private String base() {
        return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** A Service answers a second after its pods. */
    private void awaitAnswer() {
        Api api = Api.anonymous(base(), Transcript.NONE).within(5000);
        Answer[] last = new Answer[1];
        try {
            Awaitility.await("the Service of the gateways to answer")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(200))
                    .atMost(ANSWER)
                    .until(() -> {
                        last[0] = api.get(run.product().start().ready().get(0).path());
                        return last[0].ok();
                    });
        } catch (ConditionTimeoutException e) {
            throw new BrokenEnvironment(
                    "The gateways in the cluster do not answer at " + base() + " (" + last[0].brief()
                            + "); where the cluster's node has another address, give it with --kube-node-address.",
                    e);
        }
    }

    /** The gateways as whoever asks sees them. */
    Sight sight() {
        return old.sight(Api.anonymous(base(), evidence.transcript("http.txt")));
    }

    /** The store that the replicas work on. */
    Store store() {
        return store;
    }

    /** Upgrades all replicas by Helm; the migration is a hook of the chart. */
    UnderLoad.Outcome to(Side side, String migrator, Budget budget) {
        UnderLoad load = new UnderLoad(run, key, evidence);
        ChartValues values = values(side).migrating(run.product().migrators().get(migrator));
        return load.during(
                address,
                sight(),
                budget,
                () -> watched(load, () -> {
                    List<Finding> findings = upgraded(load, side, values, migrator);
                    if (findings.isEmpty()) {
                        findings.addAll(replaced(load, side));
                        findings.addAll(load.step(
                                "read every value back from the live objects",
                                () -> namespace
                                        .live(APP, run.product().image().python())
                                        .missing(values.all())));
                    }
                    return findings;
                }));
    }

    private interface Change {
        List<Finding> make() throws Exception;
    }

    private List<Finding> watched(UnderLoad load, Change change) throws Exception {
        logs();
        try (PodWatch watch = namespace.watch(APP)) {
            try {
                List<Finding> findings = new ArrayList<>(change.make());
                if (noneOf(findings, Kind.MIGRATION_FAILED, Kind.NOT_SERVING)) {
                    load.step("wait until no old pod is left", () -> gone(watch));
                }
                if (noneOf(findings, Kind.MIGRATION_FAILED)) {
                    findings.addAll(watch.judge(replicas, SURGE));
                }
                return findings;
            } finally {
                evidence.lines("pods.txt", watch.lines());
            }
        }
    }

    /** What has not begun or does not end leaves nothing to wait for. */
    private static boolean noneOf(List<Finding> findings, Kind... kinds) {
        return findings.stream().noneMatch(f -> List.of(kinds).contains(f.kind()));
    }

    private Void gone(PodWatch watch) {
        Duration limit = LISTED.plusSeconds(run.product().start().stopSeconds());
        if (!watch.awaitOnly(replicas, limit)) {
            throw new BrokenEnvironment("There are still more than " + replicas + " pods " + limit.toSeconds()
                    + " s after the rollout; see pods.txt.");
        }
        return null;
    }

    private List<Finding> upgraded(UnderLoad load, Side side, ChartValues values, String migrator) {
        String title = run.product().migrators().get(migrator).title();
        int seconds = run.product().migrators().get(migrator).seconds();
        return load.step("helm upgrade to " + side.version() + "; its hook migrates by " + title, () -> {
            List<Finding> findings = new ArrayList<>();
            try {
                release.upgrade(values.all(), Duration.ofSeconds(seconds));
            } catch (HelmRelease.UpgradeFailed e) {
                findings.add(Finding.of(
                        Severity.ERROR, Kind.MIGRATION_FAILED, title, "", "helm upgrade succeeds", e.getMessage()));
            }
            namespace.logs(APP + "-migration").forEach((pod, log) -> evidence.lines(pod + ".log", log));
            return findings;
        });
    }

    private List<Finding> replaced(UnderLoad load, Side side) {
        return load.step("replace " + replicas + " replicas by " + side.version(), () -> {
            Rollout rollout = namespace.rollout(APP);
            Rollout.End end = rollout.await(rolloutLimit());
            if (end == Rollout.End.COMPLETE) {
                namespace.demandImage(APP, side.image().name(), side.image().id());
            }
            return end == Rollout.End.COMPLETE
                    ? List.of()
                    : List.of(Finding.of(
                            Severity.ERROR,
                            Kind.NOT_SERVING,
                            "start of " + side.version(),
                            "deployment " + APP,
                            "the rollout completes",
                            "it "
                                    + (end == Rollout.End.STALLED
                                            ? "has stalled"
                                            : "did not within " + rolloutLimit().toSeconds() + " s")
                                    + ": " + rollout.words()));
        });
    }

    private Duration rolloutLimit() {
        return Duration.ofSeconds((long) run.product().start().readySeconds() * (replicas + 1));
    }

    /** Upgrades to a gateway that never serves, waits until Kubernetes says that it does not get on, and goes back. */
    UnderLoad.Outcome toBrokenAndBack(Side side, Budget budget) {
        UnderLoad load = new UnderLoad(run, key, evidence);
        ChartValues broken = values(side).neverServing(run.product().image().python(), STALL_SECONDS);
        return load.during(
                address,
                sight(),
                budget,
                () -> watched(load, () -> {
                    List<Finding> findings = new ArrayList<>();
                    Rollout rollout = namespace.rollout(APP);
                    load.step("helm upgrade to a " + side.version() + " that never serves", () -> helm(broken));
                    Rollout.End end = load.step(
                            "wait until the rollout is said to have stalled",
                            () -> rollout.await(
                                    Duration.ofSeconds(STALL_SECONDS).plus(LISTED)));
                    if (end != Rollout.End.STALLED) {
                        findings.add(Finding.of(
                                Severity.ERROR,
                                Kind.NOT_SERVING,
                                "deployment " + APP,
                                "rollout of what never serves",
                                "stalls, and is said to have",
                                end.name().toLowerCase(java.util.Locale.ROOT) + ": " + rollout.words()));
                    }
                    load.step(
                            "helm upgrade back to the values of before, until all replicas are of "
                                    + old.side().version() + " again",
                            () -> {
                                helm(before);
                                if (rollout.await(rolloutLimit()) != Rollout.End.COMPLETE) {
                                    findings.add(Finding.of(
                                            Severity.ERROR,
                                            Kind.NOT_SERVING,
                                            "deployment " + APP,
                                            "roll back",
                                            "completes",
                                            rollout.words()));
                                }
                                return null;
                            });
                    findings.addAll(load.step(
                            "read every value back from the live objects",
                            () -> namespace
                                    .live(APP, run.product().image().python())
                                    .missing(before.all())));
                    return findings;
                }));
    }

    private Void helm(ChartValues values) throws HelmRelease.UpgradeFailed {
        release.upgrade(values.all(), ANSWER);
        return null;
    }

    private void logs() {
        for (Map.Entry<String, List<String>> log : namespace.logs(APP).entrySet()) {
            evidence.lines(log.getKey() + ".log", log.getValue());
        }
    }

    private <T> T step(String name, Callable<T> body) {
        return run.timeline().step(key, name, body);
    }

    /** Keeps the logs and removes the namespace. */
    @Override
    public void close() {
        logs();
        step("remove the namespace " + namespace.name(), () -> {
            namespace.close();
            return null;
        });
    }
}
