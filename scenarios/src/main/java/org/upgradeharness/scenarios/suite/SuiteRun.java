package org.upgradeharness.scenarios.suite;

import java.io.PrintStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.report.Headline;
import org.upgradeharness.report.Outcome;
import org.upgradeharness.report.ReportFolder;
import org.upgradeharness.run.Damage;
import org.upgradeharness.run.LoadedProduct;
import org.upgradeharness.run.Planted;
import org.upgradeharness.run.RunRequest;
import org.upgradeharness.run.RunSetup;
import org.upgradeharness.store.Engine;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.CaseResult;
import org.upgradeharness.timeline.Event;
import org.upgradeharness.timeline.RunFacts;
import org.upgradeharness.timeline.Timeline;
import org.upgradeharness.witness.contextforge.ContextForge;

/** One run of chosen scenarios, from the request to the finished report. */
public final class SuiteRun {
    /** The harness's own version. */
    public static final String HARNESS_VERSION = "0.1.0";

    private final String id;
    private final RunRequest request;
    private final LoadedProduct product;
    private final FixtureSource fixtures;
    private final List<ScenarioRef> scenarios;
    private final Instant started = Instant.now();
    private final Secrets secrets;
    private final RunSetup shared;
    private final Planted planted;
    private final Timeline timeline = new Timeline();
    private final List<CaseResult> results = new CopyOnWriteArrayList<>();
    private final AtomicReference<String> trouble = new AtomicReference<>();
    private Scenarios features;
    private Consumer<Damage> damage = d -> {};
    private boolean damaged;
    private IntConsumer leave = code -> {};
    private volatile boolean interrupted;
    private volatile boolean ended;
    private RunSetup setup;

    /**
     * A run that has not begun.
     *
     * @param id its id
     * @param request what was asked for
     * @param product the product and what is known of it
     * @param fixtures where files come from
     * @param scenarios what is to be run, in this order, on every engine
     */
    public SuiteRun(
            String id, RunRequest request, LoadedProduct product, FixtureSource fixtures, List<ScenarioRef> scenarios) {
        this(id, request, product, fixtures, scenarios, new Secrets(), null, null);
    }

    /**
     * A run on the servers and with the seeded stores of another one, which stays open.
     *
     * @param shared the other one
     * @param planted what is different on purpose
     */
    public SuiteRun(
            String id,
            RunRequest request,
            LoadedProduct product,
            FixtureSource fixtures,
            List<ScenarioRef> scenarios,
            RunSetup shared,
            Planted planted) {
        this(id, request, product, fixtures, scenarios, shared.run().secrets(), shared, planted);
    }

    private SuiteRun(
            String id,
            RunRequest request,
            LoadedProduct product,
            FixtureSource fixtures,
            List<ScenarioRef> scenarios,
            Secrets secrets,
            RunSetup shared,
            Planted planted) {
        this.id = id;
        this.request = request;
        this.product = product;
        this.fixtures = fixtures;
        this.scenarios = List.copyOf(scenarios);
        this.secrets = secrets;
        this.shared = shared;
        this.planted = planted;
        secretSettings(product, request.fromEnvironment());
        secretSettings(product, request.toEnvironment());
        timeline.listen(event -> {
            if (event instanceof Event.CaseEnded ended) {
                results.add(ended.result());
            }
        });
    }

    private void secretSettings(LoadedProduct product, Map<String, String> settings) {
        settings.forEach((name, value) -> {
            if (product.product().secrets().containsKey(name)) {
                secrets.register(value);
            }
        });
    }

    /** Says which scenarios there are altogether: the run is broken if one of them is in no suite. */
    public SuiteRun among(Scenarios all) {
        this.features = all;
        return this;
    }

    /** Lets something happen to the stores between old and new, to see the checks go red. */
    public SuiteRun damaging(Consumer<Damage> planted) {
        this.damage = planted;
        this.damaged = true;
        return this;
    }

    /** Says how the process is left after an interruption, given the exit code. */
    public SuiteRun leavingBy(IntConsumer exit) {
        this.leave = exit;
        return this;
    }

    /** Tells somebody every event of the run. */
    public SuiteRun listening(Consumer<Event> listener) {
        timeline.listen(listener);
        return this;
    }

    /** What became of the cases so far, in the report's order. */
    public List<CaseResult> results() {
        return results.stream()
                .sorted(Comparator.comparing(CaseResult::key, CaseKey.ORDER))
                .toList();
    }

    /** The run's secrets, so that a test can look for them. */
    public Secrets secrets() {
        return secrets;
    }

    /**
     * Runs everything and writes the report.
     *
     * @param progress takes a line for whatever takes long
     * @return what the run came to
     * @throws UsageError if a release does not exist
     */
    public Outcome execute(Consumer<String> progress) {
        try (ReportFolder report = ReportFolder.open(request.report(), secrets)) {
            timeline.listen(report);
            Thread killed = new Thread(this::interrupt, "interrupted");
            if (shared == null) {
                Runtime.getRuntime().addShutdownHook(killed);
            }
            try {
                timeline.tell(new Event.RunStarted(Instant.now(), facts(Map.of())));
                runAll(progress);
            } catch (UsageError e) {
                trouble.compareAndSet(null, e.getMessage());
                finish(report);
                throw e;
            } catch (RuntimeException e) {
                trouble.compareAndSet(null, said(e));
            }
            Outcome outcome = finish(report);
            if (!interrupted && shared == null) {
                Runtime.getRuntime().removeShutdownHook(killed);
            }
            return outcome;
        }
    }

    private void runAll(Consumer<String> progress) {
        if (features != null) {
            features.demandSuites();
        }
        try (RunSetup opened = opened(progress)) {
            setup = opened;
            Map<String, String> servers = new TreeMap<>();
            for (Engine engine : request.engines()) {
                servers.put(engine.id(), opened.bench(engine).serverVersion());
            }
            timeline.tell(new Event.RunStarted(Instant.now(), facts(servers)));
            new Lanes(scenarios, () -> interrupted, e -> trouble.compareAndSet(null, said(e)))
                    .run(request.engines().stream()
                            .map(engine -> new ActiveBench(opened.run(), opened.bench(engine), damage))
                            .toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            trouble.compareAndSet(null, "The run was interrupted.");
        }
    }

    private RunSetup opened(Consumer<String> progress) {
        return shared == null
                ? RunSetup.open(id, request, product, ContextForge.witnesses(), fixtures, secrets, timeline, progress)
                : shared.again(request, product, planted, timeline);
    }

    private static String said(RuntimeException e) {
        return e.getMessage() == null || !(e instanceof BrokenEnvironment) ? e.toString() : e.getMessage();
    }

    private synchronized Outcome finish(ReportFolder report) {
        Outcome outcome = Headline.of(results, interrupted, request.failOn(), request.strict());
        if (trouble.get() != null) {
            outcome = outcome.troubledBy(secrets.mask(trouble.get()));
        }
        if (!ended) {
            ended = true;
            List<String> remarks = setup == null || setup.run() == null ? List.of() : setup.remarks();
            tellEnd(outcome, remarks);
        }
        return report.trouble()
                .map(BrokenEnvironment::getMessage)
                .map(outcome::troubledBy)
                .orElse(outcome);
    }

    private void tellEnd(Outcome outcome, List<String> remarks) {
        try {
            timeline.tell(new Event.RunEnded(
                    Instant.now(), outcome.verdict(), outcome.headline(), outcome.exitCode(), remarks));
        } catch (BrokenEnvironment e) {
            trouble.compareAndSet(null, e.getMessage());
        }
    }

    /** Ctrl-C: what has been judged is written, everything is taken away, and the exit code says that it is not whole. */
    private void interrupt() {
        if (ended) {
            return;
        }
        interrupted = true;
        ended = true;
        PrintStream err = System.err;
        err.println("\nupgrade: interrupted; removing what the run made");
        Outcome outcome = Headline.of(results, true, request.failOn(), request.strict());
        tellEnd(outcome, List.of());
        if (setup != null) {
            try {
                setup.close();
            } catch (BrokenEnvironment e) {
                err.println("upgrade: " + e.getMessage());
            }
        }
        err.println("upgrade: the report as far as it goes: " + request.report());
        err.flush();
        // A shutdown hook cannot change the exit code of the signal in any other way.
        leave.accept(outcome.exitCode());
    }

    private Map<String, String> content() {
        Map<String, String> content = CaseContent.of(request.product(), fixtures, scenarios);
        if (shared != null || damaged) {
            content.put(CaseContent.PLANTED, "yes");
        }
        return content;
    }

    private RunFacts facts(Map<String, String> servers) {
        Map<String, String> machine = new TreeMap<>();
        machine.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("arch", System.getProperty("os.arch"));
        Map<String, String> versions = new TreeMap<>(servers);
        versions.put("harness", HARNESS_VERSION);
        versions.put("java", System.getProperty("java.version"));
        return new RunFacts(
                id,
                started,
                request.product(),
                setup == null || setup.run() == null
                        ? request.from()
                        : setup.run().request().from(),
                request.to(),
                request.seed(),
                request.engines().stream().map(Engine::id).toList(),
                request.command(),
                machine,
                versions,
                content());
    }
}
