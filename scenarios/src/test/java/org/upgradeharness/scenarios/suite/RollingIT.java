package org.upgradeharness.scenarios.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.defect.Defect;
import org.upgradeharness.defect.Expected;
import org.upgradeharness.defect.Plant;
import org.upgradeharness.defect.Planting;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.product.Product;
import org.upgradeharness.product.RollingSpec;
import org.upgradeharness.product.StartSpec;
import org.upgradeharness.run.DumpRequest;
import org.upgradeharness.run.Instruments;
import org.upgradeharness.run.LoadedProduct;
import org.upgradeharness.run.Planted;
import org.upgradeharness.run.RunRequest;
import org.upgradeharness.run.RunSetup;
import org.upgradeharness.store.Engine;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.Timeline;
import org.upgradeharness.witness.WitnessSet;
import org.upgradeharness.witness.contextforge.ContextForge;

/** Rolling upgrades of the reference gateway: with drain nothing is found, and each planted defect is found as what it is. */
@Isolated("a machine that does something else answers late")
class RollingIT {
    private static final LoadedProduct WATCHED_LONG = LoadedProduct.read(Requests.FIXTURES, "reference");
    /** What a replica keeps in mind is looked for by one test; for the others the end need not be watched as long. */
    private static final LoadedProduct PRODUCT = watchedFor(3);

    private static final WitnessSet WITNESSES = ContextForge.witnesses();
    private static final Instruments INSTRUMENTS = () -> WITNESSES;

    /** On SIGTERM the old release finishes nothing, and it serves also where the store is a newer release's. */
    private static final Map<String, String> CUTTING_AND_TOLERANT =
            Map.of("DRAIN_SECONDS", "0", "NEWER_SCHEMA", "serve");

    @TempDir
    static Path folder;

    private static RunSetup shared;

    @BeforeAll
    static void open() {
        shared = RunSetup.open(
                Requests.runId(),
                request("1.0.0", "shared", null),
                PRODUCT,
                WITNESSES,
                Requests.FIXTURES,
                new Secrets(),
                new Timeline(),
                line -> {});
        // One seeded store for all, made by the product as it is.
        shared.bench(Engine.POSTGRES)
                .seedAhead(
                        new CaseKey("UPG-06", "shared", "postgres", "shared"),
                        shared.run().from());
    }

    @AfterAll
    static void close() {
        shared.close();
    }

    private static RunRequest request(String from, String name, Duration budget) {
        return request(from, name, budget, Map.of());
    }

    private static RunRequest request(String from, String name, Duration budget, Map<String, String> settings) {
        return request(from, name, budget, Map.of(), settings);
    }

    private static RunRequest request(
            String from, String name, Duration budget, Map<String, String> oldSettings, Map<String, String> settings) {
        return request(from, name, budget, oldSettings, settings, 1);
    }

    private static RunRequest request(
            String from,
            String name,
            Duration budget,
            Map<String, String> oldSettings,
            Map<String, String> settings,
            long seed) {
        return new RunRequest(
                "reference",
                from,
                from.equals("1.0.0") ? "1.1.0" : "1.0.0",
                List.of(),
                List.of(Engine.POSTGRES),
                null,
                oldSettings,
                settings,
                folder.resolve(name),
                Severity.ERROR,
                false,
                seed,
                "./upgrade run --product reference",
                DumpRequest.NONE,
                budget,
                null);
    }

    /** A probe that was late says nothing about the product: once more, then. */
    private static JsonNode run(RunRequest request, LoadedProduct product, String way, Planted planted)
            throws IOException {
        JsonNode first = runOnce(request, product, way, planted);
        return BusyMachine.toldBy(first) ? runOnce(request, product, way, planted) : first;
    }

    private static JsonNode runOnce(RunRequest request, LoadedProduct product, String way, Planted planted)
            throws IOException {
        new SuiteRun(
                        request.report().getFileName().toString(),
                        request,
                        product,
                        Requests.FIXTURES,
                        Scenarios.find().select(List.of("UPG-06"), "@way-" + way, "full"),
                        shared,
                        planted)
                .execute(line -> {});
        return new ObjectMapper()
                .readTree(request.report().resolve("report.json").toFile())
                .path("cases")
                .path(0);
    }

    private static JsonNode run(String from, String name, LoadedProduct product, String way) throws IOException {
        return run(request(from, name, Duration.ZERO), product, way, new Planted(INSTRUMENTS, Map.of(), true, null));
    }

    /** Findings as severity, kind and object. */
    private static Set<String> errors(JsonNode one) {
        TreeSet<String> errors = new TreeSet<>();
        one.path("findings").forEach(f -> {
            if (f.path("severity").asText().equals("error")) {
                errors.add(f.path("kind").asText() + " " + f.path("object").asText());
            }
        });
        return errors;
    }

    private static List<String> steps(JsonNode one) {
        List<String> steps = new ArrayList<>();
        one.path("probe").path("outages").forEach(o -> steps.add(o.path("step").asText()));
        return steps;
    }

    @Test
    void withDrainNotOneRequestFailsAndEveryWriteIsThere() throws IOException {
        JsonNode one = run("1.0.0", "drained", PRODUCT, "rolling");
        JsonNode probe = one.path("probe");
        assertThat(one.path("verdict").asText()).as(one.toString()).isEqualTo("PASSED");
        assertThat(one.path("findings")).isEmpty();
        assertThat(probe.path("failed").asInt()).isZero();
        assertThat(probe.path("sent").asInt()).isGreaterThan(500);
        assertThat(probe.path("ledger").path("acknowledged").asInt()).isGreaterThan(20);
        assertThat(probe.path("latency").size()).isEqualTo(8);
    }

    @Test
    void withoutDrainFailuresAreFoundClassedAndTiedToTheStop() throws IOException {
        JsonNode one = run("1.0.0", "without-drain", PRODUCT, "without-drain");
        assertThat(one.path("verdict").asText()).as(one.toString()).isEqualTo("FAILED");
        assertThat(errors(one)).contains("outage probe:health");
        assertThat(one.path("probe").path("byClass").path("server-error").asInt())
                .isPositive();
        assertThat(steps(one)).isNotEmpty().allMatch(step -> step.startsWith("stop 1.0.0, replica "));
        assertThat(errors(one)).allMatch(error -> error.startsWith("outage "));
        assertThat(cutUnderWay("without-drain")).isEmpty();
    }

    /** The control of the next two: a health check that is right and a port that is open say nothing of what people do. */
    @Test
    void aReplicaThatIsReadyTooEarlyAndWritesThatAreNotKeptAreFoundAsWhatTheyAre() throws IOException {
        Planting planting = new Planting(
                planted(List.of(
                        new Plant.Edit(
                                "reference_gateway/access.py",
                                "import dataclasses\n",
                                "import dataclasses\nimport time\n\n_BEGUN = time.monotonic()\n"),
                        new Plant.Edit(
                                "reference_gateway/access.py",
                                "    scheme, _, text = request.headers",
                                "    if time.monotonic() - _BEGUN < 5:\n"
                                        + "        raise HTTPException(503, \"still loading\")\n"
                                        + "    scheme, _, text = request.headers"),
                        new Plant.Edit(
                                "reference_gateway/catalogue.py",
                                "                return kind.answer(db, kind.create(db, body, who))\n",
                                """
                                                made = kind.create(db, body, who)
                                                if made["name"].startswith("probe-"):
                                                    twin = {**made, "id": new_id(), "team_id": None}
                                                    db.execute(sa.insert(kind.table).values(twin))
                                                    table = kind.table.c
                                                    others = table.name.like("probe-%") & (table.name != made["name"])
                                                    first = sa.select(table.id).where(others).order_by(table.name)
                                                    lost = db.execute(first).scalars().first()
                                                    db.execute(sa.delete(kind.table).where(table.id == lost))
                                                return kind.answer(db, made)
                                """))),
                Requests.FIXTURES);
        JsonNode one = run(
                request("1.0.0", "planted", Duration.ZERO, planting.settings()),
                // The writes are looked for when the last replica has loaded.
                WATCHED_LONG,
                "rolling",
                planting.planted(INSTRUMENTS, folder.resolve("edits")));
        assertThat(one.path("verdict").asText()).as(one.toString()).isEqualTo("FAILED");
        assertThat(errors(one))
                .contains(
                        "outage probe:read",
                        "outage probe:tools-call",
                        "lost-write probe:write",
                        "doubled-write probe:write");
        assertThat(steps(one)).contains("watch with 1 of 3 replaced");
        // Whoever asks for /health alone has seen nothing of all this.
        assertThat(errors(one)).doesNotContain("outage probe:health", "outage probe:kept-alive");
        assertThat(one.path("probe").path("loop").asText()).startsWith("no downtime seen");
    }

    private static List<Defect> planted(List<Plant.Edit> edits) {
        return List.of(new Defect(
                "rolling",
                Defect.Family.RUNNING,
                "defects that show under load",
                "reference",
                "1.0.0",
                "1.1.0",
                List.of(Engine.POSTGRES),
                "UPG-06",
                "rolling",
                false,
                List.of(),
                null,
                List.of(),
                new Plant.InRelease(edits),
                new Expected(null, null, null, true),
                List.of(),
                List.of()));
    }

    /** Three defects that nobody could take for one another: in the old release's end, in /health, in what is read back. */
    @Test
    void aSlowEndAGapOf50MsAndStaleReadsAreFoundAsWhatTheyAre() throws IOException {
        Planting planting = new Planting(
                planted(List.of(
                        new Plant.Edit("reference_gateway/service.py", "def health():\n    problem = trouble()\n", """
                                def health():
                                    problem = trouble()
                                    _ASKED.append(time.monotonic())
                                    if len(_ASKED) >= 20 and time.monotonic() - _ASKED[19] < 0.05:
                                        problem = "not at this moment"
                                """),
                        new Plant.Edit(
                                "reference_gateway/service.py",
                                "import sqlalchemy as sa\n",
                                "import time\n\nimport sqlalchemy as sa\n\n_ASKED = []\n"),
                        new Plant.Edit(
                                "reference_gateway/catalogue.py",
                                "        return kind.read(row)\n",
                                "        return _SEEN.setdefault((kind.path, key), kind.read(row))\n"),
                        new Plant.Edit(
                                "reference_gateway/catalogue.py",
                                "def router(kind):\n",
                                "_SEEN = {}\n\n\ndef router(kind):\n"))),
                Requests.FIXTURES);
        JsonNode one = run(
                request("1.0.0", "slow-gap-stale", Duration.ZERO, planting.settings()),
                stoppingWithin(1),
                "rolling",
                planting.planted(INSTRUMENTS, folder.resolve("slow-gap-stale-edits")));
        assertThat(one.path("verdict").asText()).as(one.toString()).isEqualTo("FAILED");
        assertThat(errors(one))
                .contains("not-serving stop of 1.0.0", "outage probe:health", "stale-read probe:read-back");
        assertThat(one.path("findings").findValuesAsText("expected")).contains("answers what it has begun within 1 s");
        List<JsonNode> gaps = new ArrayList<>();
        one.path("probe").path("outages").forEach(o -> {
            if (o.path("stream").asText().equals("health")) {
                gaps.add(o);
            }
        });
        // Each of the three replicas answers wrongly for that long, once.
        assertThat(gaps).as(one.path("probe").toString()).hasSize(3).allSatisfy(gap -> {
            assertThat(gap.path("seconds").asDouble()).isLessThan(0.5);
            assertThat(gap.path("sample").asText()).contains("not at this moment");
            assertThat(gap.path("byClass").fieldNames()).toIterable().containsExactly("server-error");
        });
    }

    /** Who is stopped without a word ends what it has begun; one that does not is told apart by requests that are cut. */
    @Test
    void aReplicaThatCutsWhatIsUnderWayIsToldFromOneThatOnlyLeaves() throws IOException {
        JsonNode one = run(
                request("1.0.0", "cut", Duration.ZERO, CUTTING_AND_TOLERANT, Map.of()),
                PRODUCT,
                "without-drain",
                new Planted(INSTRUMENTS, Map.of(), true, null));
        assertThat(one.path("verdict").asText()).as(one.toString()).isEqualTo("FAILED");
        assertThat(errors(one)).contains("outage probe:long-call");
        assertThat(cutUnderWay("cut")).isNotEmpty();
    }

    /** Long calls that failed when a replica had been at them for a while; 503 is the balancer's own word for finding nobody. */
    private static List<String> cutUnderWay(String name) throws IOException {
        Path failures = folder.resolve(name).resolve("evidence/UPG-06-without-drain-postgres/probe-failures.txt");
        return Files.readAllLines(failures).stream()
                .filter(line -> line.contains(" long-call ") && !line.contains("]: 503 "))
                .filter(line -> Double.parseDouble(line.replaceFirst(".* after ([0-9.]+) s.*", "$1")) > 0.2)
                .toList();
    }

    /** The old release goes on beside the new schema, also where it is started there: back and forth again nobody notices. */
    @Test
    void backInTheMiddleNotOneRequestFailsWhereTheOldReleaseTakesTheNewSchema() throws IOException {
        JsonNode one = run(
                request("1.0.0", "back", Duration.ZERO, CUTTING_AND_TOLERANT, Map.of()),
                PRODUCT,
                "back-in-the-middle",
                new Planted(INSTRUMENTS, Map.of(), true, null));
        assertThat(one.path("verdict").asText()).as(one.toString()).isEqualTo("PASSED");
        assertThat(one.path("findings")).isEmpty();
        assertThat(one.path("steps").findValuesAsText("name")).contains("watch with all gone back to 1.0.0");
        assertThat(one.path("probe").path("failed").asInt()).isZero();
    }

    @Test
    void backInTheMiddleAnOldReleaseThatRefusesTheNewSchemaIsFound() throws IOException {
        JsonNode one = run("1.0.0", "no-way-back", PRODUCT, "back-in-the-middle");
        assertThat(one.path("verdict").asText()).as(one.toString()).isEqualTo("FAILED");
        assertThat(errors(one)).containsExactly("not-serving start of 1.0.0");
        assertThat(one.path("findings").findValuesAsText("found").toString()).contains("f1100deprecated");
    }

    /** The seed draws a replica of the new release, which is the one that is edited. */
    @Test
    void aReplicaThatGivesUpForGoodWhenItWasCutOffForAMomentIsFound() throws IOException {
        Planting planting = new Planting(
                planted(List.of(
                        new Plant.Edit("reference_gateway/database.py", "ENGINE = engine()\n", """
                                ENGINE = engine()
                                _GONE = threading.Event()
                                # By its number: whoever has no network may wait long for a name.
                                _THERE = (socket.gethostbyname(URL.host), URL.port or 5432)


                                def _watch():
                                    while True:
                                        try:
                                            socket.create_connection(_THERE, 1).close()
                                        except OSError:
                                            _GONE.set()
                                        time.sleep(0.5)


                                threading.Thread(target=_watch, daemon=True).start()
                                """),
                        new Plant.Edit(
                                "reference_gateway/database.py",
                                "def reading():\n",
                                "def reading():\n    if _GONE.is_set():\n        raise OSError(\"the database was gone\")\n"),
                        new Plant.Edit(
                                "reference_gateway/database.py",
                                "import time\n",
                                "import socket\nimport threading\nimport time\n"))),
                Requests.FIXTURES);
        JsonNode one = run(
                request("1.0.0", "cut-off", Duration.ZERO, Map.of(), planting.settings(), 5),
                PRODUCT,
                "replica-cut-off",
                planting.planted(INSTRUMENTS, folder.resolve("cut-off-edits")));
        assertThat(one.path("verdict").asText()).as(one.toString()).isEqualTo("FAILED");
        // The balancer takes it out soon: which of the people's requests came to it before is chance.
        assertThat(errors(one))
                .contains("outage probe:health")
                .anyMatch(
                        error -> error.matches("outage probe:(read|read-back|write|tools-list|tools-call|long-call)"));
        assertThat(steps(one))
                .anyMatch(step -> step.startsWith("fault: a replica is cut off its network for 5 s, number 1")
                        || step.equals("watch while a replica is cut off its network for 5 s, number 1"));
    }

    private static LoadedProduct watchedFor(double seconds) {
        RollingSpec usual = WATCHED_LONG.product().rolling();
        return changed(
                WATCHED_LONG.product().start(),
                new RollingSpec(usual.health(), usual.others(), usual.longSeconds(), seconds, usual.stopStart()));
    }

    /** Calls of the longest kind: whenever a replica leaves, it is at some that cannot end within the grace period. */
    private static LoadedProduct stoppingWithin(int seconds) {
        Product p = WATCHED_LONG.product();
        RollingSpec usual = p.rolling();
        StartSpec start = new StartSpec(
                p.start().command(),
                p.start().port(),
                p.start().readySeconds(),
                seconds,
                p.start().ready());
        return changed(
                start, new RollingSpec(usual.health(), usual.others(), 5, usual.afterSeconds(), usual.stopStart()));
    }

    private static LoadedProduct changed(StartSpec start, RollingSpec rolling) {
        Product p = WATCHED_LONG.product();
        return new LoadedProduct(
                new Product(
                        p.name(),
                        p.title(),
                        p.packageName(),
                        p.aliases(),
                        p.defaults(),
                        p.image(),
                        start,
                        p.databaseUrl(),
                        p.settings(),
                        p.secrets(),
                        p.migrators(),
                        p.alembic(),
                        p.settingsProbe(),
                        p.configurations(),
                        p.streams(),
                        p.lacks(),
                        p.features(),
                        p.allowedChanges(),
                        p.apiChanges(),
                        p.logAllowed(),
                        p.goingBack(),
                        rolling),
                WATCHED_LONG.rules());
    }

    @Test
    void anOldReleaseThatTheNewSchemaBreaksIsFoundWhileItServes() throws IOException {
        JsonNode one = run("RC1", "old-on-new", changed(PRODUCT.product().start(), null), "rolling");
        assertThat(one.path("verdict").asText()).as(one.toString()).isEqualTo("FAILED");
        assertThat(errors(one)).contains("outage probe:write");
        assertThat(steps(one)).contains("watch 1.0.0rc1 on the migrated store");
        JsonNode declared = run("RC1", "declared", PRODUCT, "rolling");
        assertThat(declared.path("verdict").asText()).isEqualTo("SKIPPED");
        assertThat(declared.path("reason").asText()).contains("all replicas must be stopped");
    }
}
