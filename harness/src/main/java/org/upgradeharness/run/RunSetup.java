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
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.config.UsageError;
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
import org.upgradeharness.product.Product;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.PostgresServer;
import org.upgradeharness.store.SqliteStores;
import org.upgradeharness.store.StoreServer;
import org.upgradeharness.timeline.Timeline;
import org.upgradeharness.witness.WitnessSet;

/** Makes everything a run needs, and takes it away again in reverse order. */
public final class RunSetup implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Map<Engine, Bench> benches = new EnumMap<>(Engine.class);
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
            RunRequest request,
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
        ReleaseImages images = ReleaseImages.of(engine, loaded.product(), fixtures, labels, environment, progress);
        PostgresImages postgres = PostgresImages.of(engine, fixtures, labels, environment, progress);
        CompletableFuture<GatewayImage> from = later(() -> timeline.step(
                null,
                "get the image of " + request.from(),
                () -> images.obtain(ReleaseRequest.parse(request.from(), loaded.product()))));
        CompletableFuture<GatewayImage> to = later(() -> timeline.step(
                null,
                "get the image of " + request.to(),
                () -> images.obtain(ReleaseRequest.parse(request.to(), loaded.product()))));
        boolean withPostgres = request.engines().contains(Engine.POSTGRES);
        CompletableFuture<PostgresImage> database =
                later(() -> withPostgres ? timeline.step(null, "get the image of PostgreSQL", postgres::obtain) : null);
        Side old = new Side(had(from, fixtures, loaded.product()), request.fromEnvironment());
        Side now = new Side(had(to, fixtures, loaded.product()), request.toEnvironment());
        PostgresImage server = join(database);
        demandTwoReleases(old, now);
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
        run = new Run(
                request,
                loaded.product(),
                loaded.rules(),
                witnesses,
                old,
                now,
                sandbox,
                peer,
                files,
                secrets,
                timeline,
                new StaleEntries(),
                new Observer(witnesses, loaded.product().streams()),
                new OtherSides(
                        version -> timeline.step(
                                null,
                                "get the image of " + version,
                                () -> images.obtain(new ReleaseRequest.Numbered(version))),
                        request));
        String stepper = new String(fixtures.read("images/migrator/stepper.py"), StandardCharsets.UTF_8);
        for (Engine kind : request.engines()) {
            StoreServer stores = kind == Engine.POSTGRES ? postgresServer : new SqliteStores(files.folder("sqlite"));
            benches.put(kind, new Bench(run, stores, stepper));
        }
    }

    /** Nothing stands in for a release that cannot be had; the message names what else can be tried. */
    private static GatewayImage had(CompletableFuture<GatewayImage> image, FixtureSource fixtures, Product product) {
        try {
            return join(image);
        } catch (ReleaseUnobtainable e) {
            throw LoadedProduct.unobtainable(e, fixtures, product);
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
