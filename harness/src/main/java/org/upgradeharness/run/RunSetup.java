package org.upgradeharness.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.docker.BalancerImages;
import org.upgradeharness.docker.ContainerEngine;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.docker.GatewayImage;
import org.upgradeharness.docker.Labels;
import org.upgradeharness.docker.PostgresImage;
import org.upgradeharness.docker.PostgresImages;
import org.upgradeharness.docker.ReleaseImages;
import org.upgradeharness.docker.ReleaseRequest;
import org.upgradeharness.docker.ReleaseUnobtainable;
import org.upgradeharness.docker.RunFolder;
import org.upgradeharness.docker.Sandbox;
import org.upgradeharness.docker.Sweep;
import org.upgradeharness.kubernetes.Cluster;
import org.upgradeharness.kubernetes.ClusterRequest;
import org.upgradeharness.rollout.BalancerKit;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.PostgresServer;
import org.upgradeharness.store.SqliteStores;
import org.upgradeharness.store.StoreServer;
import org.upgradeharness.timeline.Timeline;
import org.upgradeharness.witness.WitnessSet;

/** Makes everything a run needs, and takes it away again in reverse order. */
public final class RunSetup implements AutoCloseable {
    /** What is put beside a release's migrators, from the fixtures. */
    private static final List<String> PROGRAMS =
            List.of("stepper.py", "crasher.py", "cramped.py", "statements.py", "sameness.py", "sitecustomize.py");

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Map<Engine, Bench> benches = new EnumMap<>(Engine.class);
    private final Once<GatewayImage> obtained = new Once<>();
    private final List<String> remarks = new ArrayList<>();
    private final Once<String> balancers = new Once<>();
    private Function<String, GatewayImage> release;
    private Run run;
    private boolean closed;

    private RunSetup() {}

    /**
     * Gets the images, starts the servers.
     *
     * @param runId the run's id
     * @param request what was asked for
     * @param loaded the product and what is known of it
     * @param witnesses the product's witnesses
     * @param fixtures where files come from
     * @param secrets the run's secrets
     * @param timeline where the steps are written down
     * @param progress takes a line for whatever takes long
     * @throws BrokenEnvironment if something a run needs cannot be had
     */
    public static RunSetup open(
            String runId,
            RunRequest request,
            LoadedProduct loaded,
            WitnessSet witnesses,
            FixtureSource fixtures,
            Secrets secrets,
            Timeline timeline,
            Consumer<String> progress) {
        RunSetup setup = new RunSetup();
        try {
            setup.build(runId, request, loaded, witnesses, fixtures, secrets, timeline, progress);
            return setup;
        } catch (RuntimeException | Error e) {
            setup.close();
            throw e;
        }
    }

    private void build(
            String runId,
            RunRequest asked,
            LoadedProduct loaded,
            WitnessSet witnesses,
            FixtureSource fixtures,
            Secrets secrets,
            Timeline timeline,
            Consumer<String> progress) {
        HostEnvironment environment = HostEnvironment.current();
        ContainerEngine engine = ContainerEngine.connect(environment);
        Sweep.Swept swept = new Sweep(engine).deadRuns();
        swept.removed().forEach(line -> progress.accept("left by a dead run, removed: " + line));
        swept.left().forEach(line -> progress.accept("left by a dead run, could not be removed: " + line));
        Labels labels = Labels.of(runId);
        RunFolder files = keep(RunFolder.open(labels));
        Cluster cluster = connected(asked.cluster(), labels, progress);
        ReleaseImages images = ReleaseImages.of(engine, loaded.product(), fixtures, labels, environment, progress);
        PostgresImages postgres = PostgresImages.of(engine, fixtures, labels, environment, progress);
        release = named -> obtained.get(
                named, () -> had(() -> images.obtain(ReleaseRequest.parse(named, loaded.product())), fixtures, loaded));
        boolean auto = DumpRequest.AUTO.equals(asked.from());
        CompletableFuture<GatewayImage> from = later(() -> auto ? null : named(asked.from(), timeline));
        CompletableFuture<GatewayImage> to = later(() -> named(asked.to(), timeline));
        boolean withPostgres = asked.engines().contains(Engine.POSTGRES);
        CompletableFuture<PostgresImage> database =
                later(() -> withPostgres ? timeline.step(null, "get the image of PostgreSQL", postgres::obtain) : null);
        GatewayImage older = join(from);
        Side now = new Side(join(to), asked.toEnvironment());
        if (!auto) {
            demandTwoReleases(new Side(older, asked.fromEnvironment()), now);
        }
        PostgresImage server = join(database);
        Sandbox sandbox = keep(new Sandbox(runId, labels.asMap()));
        CompletableFuture<Upstream> upstream = later(() -> timeline.step(
                null,
                "start the upstream server",
                () -> Upstream.start(
                        sandbox,
                        now.image().id(),
                        loaded.product().image().python(),
                        fixtures.read("images/upstream/server.py"),
                        files.folder("upstream"),
                        secrets)));
        CompletableFuture<PostgresServer> running = later(() -> withPostgres
                ? timeline.step(
                        null,
                        "start PostgreSQL",
                        () -> PostgresServer.start(sandbox, server.id(), secrets.named("postgres", 32)))
                : null);
        Upstream peer = join(upstream);
        PostgresServer postgresServer = join(running);
        SqliteStores sqlite = new SqliteStores(files.folder("sqlite"));
        TakenDump taken = asked.dumps()
                .own()
                .map(dump -> timeline.step(
                        null,
                        "restore " + dump.path().getFileName(),
                        () -> TakenDump.take(
                                dump,
                                dump.engine() == Engine.POSTGRES ? postgresServer : sqlite,
                                files.folder("dump"))))
                .orElse(null);
        RunRequest request = auto ? asked.from(taken.release(images.here(), now.version())) : asked;
        Side old = new Side(auto ? named(request.from(), timeline) : older, request.fromEnvironment());
        if (taken != null) {
            taken.demandOf(old, images.here());
        }
        Stream.of(old, now).map(side -> images.differing(side.image())).forEach(remarks::addAll);
        run = new Run(
                request,
                loaded.product(),
                loaded.rules(),
                () -> witnesses,
                old,
                now,
                sandbox,
                peer,
                files,
                secrets,
                timeline,
                new StaleEntries(),
                new Observer(witnesses, loaded.product().streams()),
                others(request, timeline),
                new BalancerKit(
                        () -> balancers.get(
                                "image",
                                () -> timeline.step(
                                        null,
                                        "get the image of the load balancer",
                                        BalancerImages.of(engine, fixtures, labels, environment, progress)::obtain)),
                        new String(fixtures.read("images/haproxy/haproxy.cfg"), StandardCharsets.UTF_8)),
                cluster == null || server == null
                        ? null
                        : ClusterKit.of(cluster, fixtures, server.name(), files.folder("charts")));
        Map<String, String> programs = PROGRAMS.stream()
                .collect(Collectors.toMap(
                        file -> file,
                        file -> new String(fixtures.read("images/migrator/" + file), StandardCharsets.UTF_8)));
        for (Engine kind : request.engines()) {
            StoreServer stores = kind == Engine.POSTGRES ? postgresServer : sqlite;
            benches.put(kind, new Bench(run, stores, programs, taken == null ? null : taken.store()));
        }
    }

    /** Before anything is made: a cluster that does not answer ends the run in a second. */
    private Cluster connected(ClusterRequest request, Labels labels, Consumer<String> progress) {
        if (request == null) {
            return null;
        }
        Cluster cluster = keep(Cluster.connect(request, labels));
        cluster.sweep().forEach(line -> progress.accept("left by a dead run, removed: " + line));
        return cluster;
    }

    private GatewayImage named(String name, Timeline timeline) {
        return timeline.step(null, "get the image of " + name, () -> release.apply(name));
    }

    private OtherSides others(RunRequest request, Timeline timeline) {
        return new OtherSides(
                version -> timeline.step(null, "get the image of " + version, () -> release.apply(version.toString())),
                request);
    }

    /**
     * Another run on the servers of this one, with its seeded stores. Its end takes nothing away; it must end before this one.
     *
     * @param request what is asked for; only engines that this one has
     * @param loaded the product and what is known of it
     * @param planted what is different on purpose
     * @param timeline where the other run's steps are written down
     */
    public RunSetup again(RunRequest request, LoadedProduct loaded, Planted planted, Timeline timeline) {
        RunSetup setup = new RunSetup();
        setup.release = release;
        GatewayImage asked = release.apply(request.to());
        GatewayImage started = planted.containerOf() == null
                ? asked
                : asked.startedAs(release.apply(planted.containerOf()).id());
        Side old = new Side(release.apply(request.from()), request.fromEnvironment());
        Side now = new Side(started, request.toEnvironment(), planted.mounts(), planted.usualSchema());
        demandTwoReleases(old, now);
        setup.run = new Run(
                request,
                loaded.product(),
                loaded.rules(),
                planted.instruments(),
                old,
                now,
                run.sandbox(),
                run.upstream(),
                run.files(),
                run.secrets(),
                timeline,
                new StaleEntries(),
                new Observer(planted.instruments().witnesses(), loaded.product().streams()),
                setup.others(request, timeline),
                run.balancer(),
                run.cluster());
        request.engines()
                .forEach(kind -> setup.benches.put(kind, benches.get(kind).of(setup.run)));
        return setup;
    }

    /** Nothing stands in for a release that cannot be had; the message names what else can be tried. */
    /** What people should know beside the verdict, in sentences. */
    public List<String> remarks() {
        List<String> all = new ArrayList<>(remarks);
        all.addAll(run.stale().sentences());
        return all;
    }

    private static GatewayImage had(Supplier<GatewayImage> image, FixtureSource fixtures, LoadedProduct loaded) {
        try {
            return image.get();
        } catch (ReleaseUnobtainable e) {
            throw LoadedProduct.unobtainable(e, fixtures, loaded.product());
        }
    }

    /** A run that compares a release with itself says nothing about an upgrade; equal heads of two releases are legal. */
    private static void demandTwoReleases(Side old, Side now) {
        if (old.image().id().equals(now.image().id())) {
            throw new BrokenEnvironment("Old and new are the same image ("
                    + old.image().name() + ", " + old.image().id()
                    + "): nothing would be upgraded; name two different releases with --from and --to.");
        }
        if (old.version().compareTo(now.version()) > 0) {
            throw new UsageError("The old release " + old.version() + " is newer than the new release " + now.version()
                    + "; --from is always the older one.");
        }
    }

    private static <T> CompletableFuture<T> later(Callable<T> work) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        future.complete(work.call());
                    } catch (Throwable e) {
                        future.completeExceptionally(e);
                    }
                },
                "set-up");
        thread.setDaemon(true);
        thread.start();
        return future;
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private <C extends AutoCloseable> C keep(C closeable) {
        open.push(closeable);
        return closeable;
    }

    /** What the cases share. */
    public Run run() {
        return run;
    }

    /** The bench of an engine. */
    public Bench bench(Engine engine) {
        return benches.get(engine);
    }

    /** Takes everything away, last in first out; what cannot be taken away is told, and the rest goes all the same. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        List<Exception> troubles = new ArrayList<>();
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                troubles.add(e);
            }
        }
        if (!troubles.isEmpty()) {
            BrokenEnvironment left = new BrokenEnvironment(
                    "Not everything of the run could be removed ("
                            + troubles.get(0).getMessage() + "); ./upgrade clean removes the rest.",
                    troubles.get(0));
            troubles.stream().skip(1).forEach(left::addSuppressed);
            throw left;
        }
    }
}
