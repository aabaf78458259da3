package org.upgradeharness.scenarios.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.crash.PointResult;
import org.upgradeharness.crash.SweepOrder;
import org.upgradeharness.crash.SweepPage;
import org.upgradeharness.crash.SweepRecord;
import org.upgradeharness.crash.SweepSummary;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.migrate.Statement;
import org.upgradeharness.run.LoadedProduct;
import org.upgradeharness.run.RunSetup;
import org.upgradeharness.run.Side;
import org.upgradeharness.run.UpgradeCase;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.Timeline;
import org.upgradeharness.witness.contextforge.ContextForge;

/** One sweep, from the request to its report; a second one on the same folder goes on where the first one was killed. */
public final class SweepRun {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final String id;
    private final SweepRequest request;
    private final LoadedProduct product;
    private final FixtureSource fixtures;
    private final Consumer<String> lines;
    private final SweepRecord recorded;
    private final Secrets secrets = new Secrets();
    private final SweepInterruption interruption;
    private final Map<String, Double> spent = new LinkedHashMap<>();
    private SweepProgress progress;
    private int lanes = 1;
    private double processorSeconds;

    /**
     * A sweep that has not begun.
     *
     * @param lines takes a line for whatever takes long
     * @param leave how the process is left after an interruption, given the exit code
     */
    public SweepRun(
            String id,
            SweepRequest request,
            LoadedProduct product,
            FixtureSource fixtures,
            Consumer<String> lines,
            IntConsumer leave) {
        this.id = id;
        this.request = request;
        this.product = product;
        this.fixtures = fixtures;
        this.lines = lines;
        this.recorded = SweepRecord.in(request.folder().resolve("points.ndjson"), secrets::mask);
        this.interruption = new SweepInterruption(request.folder(), leave);
    }

    /**
     * Interrupts the migration at every point that is asked for.
     *
     * @return 0, or 1 if a finding fails the product
     */
    public int execute() {
        Timeline timeline = new Timeline();
        return interruption.during(
                () -> RunSetup.open(
                        id, request.run(), product, ContextForge.witnesses(), fixtures, secrets, timeline, lines),
                this::swept);
    }

    private int swept(RunSetup setup) {
        CaseKey key = new CaseKey("UPG-07", "Every statement", request.engine().id(), "sweep");
        UpgradeCase upgrade = new UpgradeCase(setup.run(), setup.bench(request.engine()), key);
        upgrade.seeded(setup.run().from());
        Side to = setup.run().to();
        upgrade.interrupted().interruptAt(to, new Order(setup, upgrade));
        write(setup, upgrade);
        return upgrade.failing().isEmpty() ? 0 : 1;
    }

    /** What this sweep asks for, and where it writes down what it hears. */
    private final class Order implements SweepOrder {
        private final RunSetup setup;
        private final UpgradeCase upgrade;

        Order(RunSetup setup, UpgradeCase upgrade) {
            this.setup = setup;
            this.upgrade = upgrade;
        }

        @Override
        public List<Statement> chosen(List<Statement> all) {
            if (request.point() > all.size()) {
                throw new UsageError("There is no point " + request.point() + " after --point: the migration has "
                        + all.size() + " statements.");
            }
            boolean goesOn = recorded.goesOn(
                    setup.run().from().image().id(),
                    setup.run().to().image().id(),
                    request.engine().id() + " " + request.shard() + " " + request.point(),
                    all);
            if (!recorded.leftBehind().isEmpty()) {
                lines.accept("what was judged before is of another sweep (" + recorded.leftBehind()
                        + ") and is left behind");
            }
            Set<Integer> done = numbers(recorded.results());
            Set<Integer> again = numbers(recorded.oneOfEachEnd());
            List<Statement> chosen = all.stream()
                    .filter(s -> request.wants(s.n()) && (again.contains(s.n()) || !done.contains(s.n())))
                    .toList();
            lines.accept(
                    goesOn
                            ? "goes on after " + done.size() + " points that were judged before; "
                                    + (chosen.size() - again.size()) + " are left, and " + again.size()
                                    + " are judged once more, to have each kind of store that came of them"
                            : chosen.size() + " of " + all.size() + " statements to be interrupted");
            progress = new SweepProgress(lines, chosen.size());
            return chosen;
        }

        @Override
        public void judged(PointResult result) {
            recorded.add(result);
            progress.judged(result);
            interruption.demandNone();
        }

        @Override
        public List<PointResult> all() {
            return recorded.results();
        }

        @Override
        public void starts(int kinds) {
            write(setup, upgrade);
            lines.accept("starts " + setup.run().to().version() + " on each of " + kinds
                    + " kinds of store that came of it");
        }

        @Override
        public void spent(int count, Map<String, Double> seconds, double used) {
            lanes = count;
            processorSeconds = used;
            spent.putAll(seconds);
        }
    }

    private static Set<Integer> numbers(List<PointResult> results) {
        return results.stream().map(PointResult::n).collect(Collectors.toSet());
    }

    private void write(RunSetup setup, UpgradeCase upgrade) {
        List<PointResult> results = recorded.results();
        List<Finding> told = upgrade.findings().stream()
                .filter(f -> f.kind() == Kind.RETRY_FAILED
                        || f.kind() == Kind.RETRY_DIFFERS
                        || f.kind() == Kind.MIGRATION_FAILED
                        || f.kind() == Kind.NOT_DETERMINISTIC)
                .toList();
        SweepSummary summary = SweepSummary.of(results, lanes);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", setup.run().from().version().toString());
        json.put("to", setup.run().to().version().toString());
        json.put("engine", request.engine().id());
        json.put("points", results);
        json.put("summary", summary);
        json.put("secondsSpent", spent);
        json.put("findings", upgrade.findings());
        try {
            put("sweep.json", JSON.writeValueAsString(json) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the sweep cannot be written as JSON", e);
        }
        put(
                "index.html",
                SweepPage.of(
                        product.product().title() + ": " + json.get("from") + " → " + json.get("to") + " on "
                                + request.engine().id() + ", interrupted at every statement",
                        request.run().command(),
                        results,
                        summary,
                        told,
                        spent));
    }

    private void put(String name, String text) {
        Path file = request.folder().resolve(name);
        try {
            Files.writeString(file, secrets.mask(text), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BrokenEnvironment("The report of the sweep " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** A sentence of what came of it. */
    public String headline() {
        SweepSummary sum = SweepSummary.of(recorded.results(), lanes);
        return String.format(
                java.util.Locale.ROOT,
                "%d points: %d converged, %d stuck, %d different, %d not reached; %d judged; median %.3f s a point (%.3f s, %d side by side), %.0f s in"
                        + " all",
                sum.points(),
                sum.converged(),
                sum.stuck(),
                sum.different(),
                sum.notReached(),
                sum.judged(),
                sum.medianSeconds(),
                sum.medianSeconds() * lanes,
                lanes,
                sum.seconds());
    }

    /** Where the time of the points went, one line for each. */
    public List<String> spent() {
        List<String> told = new ArrayList<>(spent.entrySet().stream()
                .map(s -> String.format(java.util.Locale.ROOT, "%8.1f s %s", s.getValue(), s.getKey()))
                .toList());
        told.add(String.format(
                java.util.Locale.ROOT, "%8.1f s of it processor time of the migrators", processorSeconds));
        return told;
    }
}
