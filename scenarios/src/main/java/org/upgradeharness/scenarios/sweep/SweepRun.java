package org.upgradeharness.scenarios.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.crash.PointResult;
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
    private SweepProgress progress;

    /**
     * A sweep that has not begun.
     *
     * @param lines takes a line for whatever takes long
     */
    public SweepRun(
            String id, SweepRequest request, LoadedProduct product, FixtureSource fixtures, Consumer<String> lines) {
        this.id = id;
        this.request = request;
        this.product = product;
        this.fixtures = fixtures;
        this.lines = lines;
        this.recorded = SweepRecord.in(request.folder().resolve("points.ndjson"), secrets::mask);
    }

    /**
     * Interrupts the migration at every point that is asked for.
     *
     * @return 0, or 1 if a finding fails the product
     */
    public int execute() {
        try (RunSetup setup = RunSetup.open(
                id, request.run(), product, ContextForge.witnesses(), fixtures, secrets, new Timeline(), lines)) {
            Thread killed = new Thread(setup::close, "interrupted");
            Runtime.getRuntime().addShutdownHook(killed);
            CaseKey key =
                    new CaseKey("UPG-07", "Every statement", request.engine().id(), "sweep");
            UpgradeCase upgrade = new UpgradeCase(setup.run(), setup.bench(request.engine()), key);
            upgrade.seeded(setup.run().from());
            Side to = setup.run().to();
            upgrade.interruptAt(to, all -> chosen(all, setup), this::judged, recorded::results);
            write(setup, upgrade);
            Runtime.getRuntime().removeShutdownHook(killed);
            return upgrade.failing().isEmpty() ? 0 : 1;
        }
    }

    private List<Statement> chosen(List<Statement> all, RunSetup setup) {
        if (request.point() > all.size()) {
            throw new UsageError("There is no point " + request.point() + " after --point: the migration has "
                    + all.size() + " statements.");
        }
        boolean goesOn = recorded.goesOn(
                setup.run().from().image().id(),
                setup.run().to().image().id(),
                request.engine().id() + " " + request.shard() + " " + request.point(),
                all);
        List<Integer> done = recorded.results().stream().map(PointResult::n).toList();
        List<Statement> chosen = all.stream()
                .filter(s -> request.wants(s.n()) && !done.contains(s.n()))
                .toList();
        lines.accept(
                goesOn
                        ? "goes on after " + done.size() + " points that were judged before; " + chosen.size()
                                + " are left"
                        : chosen.size() + " of " + all.size() + " statements to be interrupted");
        progress = new SweepProgress(lines, chosen.size());
        return chosen;
    }

    private void judged(PointResult result) {
        recorded.add(result);
        progress.judged(result);
    }

    private void write(RunSetup setup, UpgradeCase upgrade) {
        List<PointResult> results = recorded.results().stream()
                .sorted(Comparator.comparingInt(PointResult::n))
                .toList();
        List<Finding> told = upgrade.findings().stream()
                .filter(f -> f.kind() == Kind.RETRY_FAILED
                        || f.kind() == Kind.RETRY_DIFFERS
                        || f.kind() == Kind.MIGRATION_FAILED
                        || f.kind() == Kind.NOT_DETERMINISTIC)
                .toList();
        SweepSummary summary = SweepSummary.of(results);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", setup.run().from().version().toString());
        json.put("to", setup.run().to().version().toString());
        json.put("engine", request.engine().id());
        json.put("points", results);
        json.put("summary", summary);
        json.put("findings", upgrade.findings());
        try {
            put("sweep.json", JSON.writeValueAsString(json) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the sweep cannot be written as JSON", e);
        }
        put(
                "index.html",
                SweepPage.of(
                        product.product().title() + ": " + request.run().from() + " → "
                                + request.run().to() + " on " + request.engine().id()
                                + ", interrupted at every statement",
                        request.run().command(),
                        results,
                        told));
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
        SweepSummary sum = SweepSummary.of(recorded.results());
        return String.format(
                java.util.Locale.ROOT,
                "%d points: %d converged, %d stuck, %d different, %d not reached; %d judged; median %.3f s a point, %.0f s in all",
                sum.points(),
                sum.converged(),
                sum.stuck(),
                sum.different(),
                sum.notReached(),
                sum.judged(),
                sum.medianSeconds(),
                sum.seconds());
    }
}
