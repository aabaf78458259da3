package org.upgradeharness.scenarios.selftest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.defect.Caught;
import org.upgradeharness.defect.Defect;
import org.upgradeharness.defect.Instrument;
import org.upgradeharness.defect.Plant;
import org.upgradeharness.defect.Planting;
import org.upgradeharness.defect.Together;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.run.DumpRequest;
import org.upgradeharness.run.Instruments;
import org.upgradeharness.run.LoadedProduct;
import org.upgradeharness.run.Planted;
import org.upgradeharness.run.RunRequest;
import org.upgradeharness.run.RunSetup;
import org.upgradeharness.scenarios.suite.ScenarioRef;
import org.upgradeharness.scenarios.suite.Scenarios;
import org.upgradeharness.scenarios.suite.SuiteRun;
import org.upgradeharness.store.Engine;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.Timeline;
import org.upgradeharness.witness.WitnessSet;

/**
 * Runs controls and defects. Every one goes the whole way of a run, and its findings are read from that run's report;
 * servers and seeded stores are shared, and several runs go side by side.
 */
public final class Selftest {
    /** Much of each is waiting for a start, a stop or an answer. */
    private static final int SIDE_BY_SIDE = 5;

    /** The exit code of what was interrupted: it says nothing about the harness. */
    private static final int BROKEN = 3;

    private static final String PRODUCT = "reference";
    private static final String NO_SUITE = "fixtures.defects.features.nosuite";
    private static final String NO_JUDGEMENT = "fixtures.defects.features.nojudgement";

    private final String id;
    private final SelftestRequest request;
    private final FixtureSource fixtures;
    private final WitnessSet witnesses;
    private final Instruments instruments;
    private final Scenarios scenarios = Scenarios.find();
    private IntConsumer leave = code -> {};

    /**
     * A self-test that has not begun.
     *
     * @param id its id
     * @param request what was asked for
     * @param fixtures where files come from
     * @param instruments what every run measures with; the real ones, but where a check is disabled by hand
     */
    public Selftest(String id, SelftestRequest request, FixtureSource fixtures, Instruments instruments) {
        this.id = id;
        this.request = request;
        this.fixtures = fixtures;
        this.instruments = instruments;
        this.witnesses = instruments.witnesses();
    }

    /** Says how the process is left after an interruption, given the exit code. */
    public Selftest leavingBy(IntConsumer exit) {
        this.leave = exit;
        return this;
    }

    /**
     * Runs everything.
     *
     * @param progress takes a line for each that has ended
     * @throws BrokenEnvironment if the servers or images cannot be had
     */
    public Score execute(Consumer<String> progress) {
        Instant started = Instant.now();
        LoadedProduct product = LoadedProduct.read(fixtures, PRODUCT);
        Control control = request.control();
        Path more = control == Control.OWN_START ? more() : null;
        RunRequest warm = request(control.from(), control.to(), request.engines(), more, Map.of(), "shared", PRODUCT);
        try (RunSetup shared =
                RunSetup.open(id, warm, product, witnesses, fixtures, new Secrets(), new Timeline(), progress)) {
            for (Engine engine : request.engines()) {
                // Asked for first by the real instruments, whoever needs it first.
                CaseKey key = new CaseKey(control.caseId(), "shared", engine.id(), "shared");
                shared.bench(engine).seedAhead(key, shared.run().from());
            }
            Thread killed = new Thread(() -> interrupted(shared), "interrupted");
            Runtime.getRuntime().addShutdownHook(killed);
            List<Row> rows = all(jobs(shared, product), progress);
            Runtime.getRuntime().removeShutdownHook(killed);
            return new Score(rows, List.of(), seconds(started));
        }
    }

    /** Ctrl-C: what the runs made is taken away. */
    private void interrupted(RunSetup shared) {
        try {
            shared.close();
        } catch (BrokenEnvironment e) {
            System.err.println("upgrade: " + e.getMessage());
        }
        leave.accept(BROKEN);
    }

    private List<Job> jobs(RunSetup shared, LoadedProduct product) {
        List<Job> jobs = new ArrayList<>();
        for (int round = 1; round <= request.repeat(); round++) {
            String suffix = request.repeat() == 1 ? "" : "-" + round;
            for (Engine engine : request.engines()) {
                jobs.add(() -> List.of(control(shared, product, engine, suffix)));
            }
            for (boolean quick : List.of(false, true)) {
                for (Engine engine : request.engines()) {
                    // What takes long, or may need more runs, begins first, so that at the end nobody waits for it
                    // alone.
                    Together.groups(request.defects(), engine).stream()
                            .filter(group -> quick == group.get(0).caseId().equals(Control.OWN_START.caseId()))
                            .sorted(Comparator.comparing(group -> -group.size()))
                            .forEach(group -> jobs.add(() -> planted(shared, product, group, engine, suffix)));
                }
            }
        }
        return jobs;
    }

    @FunctionalInterface
    private interface Job {
        List<Row> run() throws IOException;
    }

    private List<Row> all(List<Job> jobs, Consumer<String> progress) {
        ExecutorService pool = Executors.newFixedThreadPool(alone() ? 1 : SIDE_BY_SIDE);
        try {
            List<Future<List<Row>>> begun = new ArrayList<>();
            for (Job job : jobs) {
                begun.add(pool.submit(() -> {
                    List<Row> rows = job.run();
                    rows.forEach(row -> progress.accept(row.line()));
                    return rows;
                }));
            }
            List<Row> rows = new ArrayList<>();
            for (Future<List<Row>> done : begun) {
                rows.addAll(done.get());
            }
            return rows.stream().sorted(Row.ORDER).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenEnvironment("The self-test was interrupted.", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private boolean alone() {
        return request.control().alone() || request.defects().stream().anyMatch(Defect::alone);
    }

    private Row control(RunSetup shared, LoadedProduct product, Engine engine, String suffix) throws IOException {
        Instant started = Instant.now();
        String name = Row.CONTROL + "-" + engine.id() + suffix;
        Control control = request.control();
        RunRequest run = request(control.from(), control.to(), List.of(engine), null, Map.of(), name, PRODUCT);
        new SuiteRun(
                        name,
                        run,
                        product,
                        fixtures,
                        scenarios.select(List.of(control.caseId()), "@way-" + control.way(), "full"),
                        shared,
                        new Planted(instruments, Map.of(), true, null))
                .execute(line -> {});
        return row(Row.CONTROL, engine, "nothing", Caught.control(report(run)), started);
    }

    /** Several defects in one run, where they can be; where that run finds anything but each of them, each half goes by itself. */
    private List<Row> planted(RunSetup shared, LoadedProduct product, List<Defect> group, Engine engine, String suffix)
            throws IOException {
        Instant started = Instant.now();
        Defect first = group.get(0);
        if (group.size() == 1) {
            JsonNode report = report(shared, product, group, engine, first.name() + "-" + engine.id() + suffix);
            return List.of(row(first.name(), engine, first.expect().toString(), Caught.of(report, first), started));
        }
        String name = group.size() + "-with-" + first.name() + "-" + engine.id() + suffix;
        if (Caught.each(report(shared, product, group, engine, name), group)) {
            double share = seconds(started) / group.size();
            return group.stream().map(d -> Row.caught(d, engine, share)).toList();
        }
        int half = group.size() / 2;
        List<Row> rows = new ArrayList<>(planted(shared, product, group.subList(0, half), engine, suffix));
        rows.addAll(planted(shared, product, group.subList(half, group.size()), engine, suffix));
        return rows;
    }

    private JsonNode report(RunSetup shared, LoadedProduct product, List<Defect> group, Engine engine, String name)
            throws IOException {
        Defect first = group.get(0);
        Planting planting = new Planting(group, fixtures);
        RunRequest run =
                request(first.from(), first.to(), List.of(engine), null, planting.settings(), name, first.product());
        new SuiteRun(
                        name,
                        run,
                        planting.product(product),
                        fixtures,
                        chosen(first),
                        shared,
                        planting.planted(instruments, run.report().resolve("planted")))
                .among(breaks(first, Instrument.NO_SUITE) ? Scenarios.in(NO_SUITE) : scenarios)
                .damaging(planting::damage)
                .execute(line -> {});
        return report(run);
    }

    private List<ScenarioRef> chosen(Defect defect) {
        return breaks(defect, Instrument.NO_JUDGEMENT)
                ? Scenarios.in(NO_JUDGEMENT).all()
                : scenarios.select(List.of(defect.caseId()), "@way-" + defect.way(), "full");
    }

    private static boolean breaks(Defect defect, Instrument instrument) {
        return defect.plant() instanceof Plant.InHarness plant && plant.instrument() == instrument;
    }

    /** Data that defects need and the seed has not, as a file that the run can read. */
    private Path more() {
        try {
            Files.createDirectories(request.report());
            return Files.write(request.report().resolve("more.sql"), fixtures.read("defects/planting/more.sql"));
        } catch (IOException e) {
            throw new BrokenEnvironment("The report folder cannot be written: " + e.getMessage(), e);
        }
    }

    private static Row row(String name, Engine engine, String expected, Caught caught, Instant started) {
        return new Row(name, engine.id(), expected, caught.found(), caught.caught(), caught.wrong(), seconds(started));
    }

    private static double seconds(Instant started) {
        return Duration.between(started, Instant.now()).toMillis() / 1000.0;
    }

    private static JsonNode report(RunRequest run) throws IOException {
        return new ObjectMapper().readTree(Files.readString(run.report().resolve("report.json")));
    }

    private RunRequest request(
            String from,
            String to,
            List<Engine> engines,
            Path sql,
            Map<String, String> settings,
            String name,
            String product) {
        Path folder = request.report().resolve("defects").resolve(name);
        return new RunRequest(
                product,
                from,
                to,
                List.of(),
                engines,
                sql,
                Map.of(),
                settings,
                folder,
                Severity.NOTE,
                false,
                1,
                "./upgrade run --product " + product + " --from " + from + " --to " + to,
                DumpRequest.NONE);
    }
}
