package org.upgradeharness.scenarios.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.testcontainers.DockerClientFactory;
import org.upgradeharness.report.Outcome;
import org.upgradeharness.store.Engine;
import org.upgradeharness.timeline.StepNames;

/** The default run on the real gateway, and everything that must hold of it and of its report. */
@Isolated("a machine that does something else answers late, which UPG-06 would be BROKEN by")
class StandardRunIT {
    @TempDir
    static Path folder;

    private static final Set<String> PUBLISHED = new ConcurrentSkipListSet<>();
    private static Outcome outcome;
    private static SuiteRun run;
    private static JsonNode report;

    @BeforeAll
    static void runAll() throws IOException {
        Path target = folder.resolve("report");
        run = new SuiteRun(
                        Requests.runId(),
                        Requests.between("RC1", "GA", List.of(Engine.POSTGRES, Engine.SQLITE), target),
                        Requests.contextForge(),
                        Requests.FIXTURES,
                        standard())
                .damaging(d -> rememberPublishedPorts());
        outcome = run.execute(line -> {});
        report = new ObjectMapper().readTree(target.resolve("report.json").toFile());
    }

    private static List<ScenarioRef> standard() {
        return Scenarios.find().select(List.of(), "", "standard");
    }

    private static void rememberPublishedPorts() {
        DockerClientFactory.lazyClient()
                .listContainersCmd()
                .withLabelFilter(List.of("org.upgradeharness=1"))
                .exec()
                .forEach(container -> Stream.of(container.getPorts())
                        .filter(port -> port.getPublicPort() != null)
                        .forEach(port ->
                                PUBLISHED.add(port.getIp() + " " + container.getNames()[0])));
    }

    /** Red on a broken environment, on a new error and on a known finding that is no longer found. */
    @TestFactory
    Stream<DynamicTest> everyCasePasses() {
        assertThat(report.path("cases"))
                .as("cases in the report: %s", outcome.headline())
                .hasSize(2 * standard().size());
        return Stream.iterate(0, i -> i + 1).limit(report.path("cases").size()).map(i -> {
            JsonNode one = report.path("cases").get(i);
            String name = one.path("id").asText() + " " + one.path("way").asText() + " "
                    + one.path("engine").asText();
            // Replicas share no SQLite file, and nobody gave a cluster; the case says so.
            boolean impossible = name.startsWith("UPG-06") && name.endsWith("sqlite")
                    || one.path("way").asText().startsWith("kubernetes");
            String expected = impossible ? "SKIPPED" : "PASSED";
            return DynamicTest.dynamicTest(name, () -> {
                assumeFalse(tooBusy(one), () -> one.path("reason").asText());
                if (lockedOut(one)) {
                    return;
                }
                assertThat(one.path("verdict").asText())
                        .as("%s: %s", one.path("reason").asText(), unexplained(one))
                        .isEqualTo(expected);
            });
        });
    }

    /** A probe that was late says so, and says nothing about the product: the machine did something else. */
    private static boolean tooBusy(JsonNode one) {
        return one.path("verdict").asText().equals("BROKEN") && BusyMachine.toldBy(one);
    }

    /**
     * The migration of 1.0.0 and replicas that serve may wait for one another: now and then they do, and then this case is right to
     * fail. See docs/findings.md, "A migration beside replicas that serve".
     */
    private static boolean lockedOut(JsonNode one) {
        List<JsonNode> errors = StreamSupport.stream(one.path("findings").spliterator(), false)
                .filter(f -> f.path("severity").asText().equals("error")
                        && f.path("known").isNull())
                .toList();
        List<JsonNode> causes = errors.stream()
                .filter(f -> f.path("kind").asText().equals("migration-failed")
                        && f.path("found").asText().contains("s for a lock, to do \"")
                        && f.path("found").asText().contains("idle in transaction"))
                .toList();
        boolean hangs = causes.size() == 1
                && errors.stream()
                        .allMatch(f -> f.path("group").equals(causes.get(0).path("group")));
        return one.path("way").asText().equals("rolling")
                && one.path("verdict").asText().equals("FAILED")
                && (hangs
                        || errors.stream().anyMatch(StandardRunIT::answeredWithNothing)
                                && errors.stream().allMatch(e -> answeredWithNothing(e) || waited(e)));
    }

    /** Where the database ends such a wait, 1.0.0rc1 tells that there are no tools. */
    private static boolean answeredWithNothing(JsonNode error) {
        return whileMigrating(error)
                && error.path("object").asText().equals("probe:tools-list")
                && error.path("found").asText().contains("(1 wrong-content)")
                && error.path("found").asText().contains("lists [] instead of");
    }

    /** Others waited with it, and for too long. */
    private static boolean waited(JsonNode error) {
        return whileMigrating(error) && error.path("found").asText().matches(".* \\(\\d+ time-out\\).*");
    }

    private static boolean whileMigrating(JsonNode error) {
        return error.path("kind").asText().equals("outage")
                && error.path("key").asText().startsWith("migrate once, before the roll");
    }

    private static boolean someCase(java.util.function.Predicate<JsonNode> predicate) {
        return StreamSupport.stream(report.path("cases").spliterator(), false).anyMatch(predicate);
    }

    private static List<String> unexplained(JsonNode one) {
        return Stream.iterate(0, i -> i + 1)
                .limit(one.path("findings").size())
                .map(i -> one.path("findings").get(i))
                .filter(f -> f.path("severity").asText().equals("error")
                        && f.path("known").isNull())
                .map(f -> f.path("kind").asText() + " " + f.path("object").asText() + ": "
                        + f.path("found").asText())
                .toList();
    }

    @Test
    void noKnownFindingIsStale() {
        assertThat(report.path("remarks")).as("remarks").isEmpty();
        int expected = someCase(StandardRunIT::lockedOut) ? 1 : someCase(StandardRunIT::tooBusy) ? 3 : 0;
        assertThat(outcome.exitCode()).as(outcome.headline()).isEqualTo(expected);
    }

    @Test
    void theReportKeepsItsContract() throws IOException {
        try (InputStream schema = getClass().getResourceAsStream("/org/upgradeharness/report/report.schema.json")) {
            String text = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(text, InputFormat.JSON)
                            .validate(Files.readString(folder.resolve("report/report.json")), InputFormat.JSON))
                    .isEmpty();
        }
        assertThat(folder.resolve("report")).isDirectoryContaining(p -> p.endsWith("index.html"));
        for (String name : List.of("events.ndjson", "junit.xml", "summary.md", "runbook.md", "index.html")) {
            assertThat(folder.resolve("report").resolve(name)).isNotEmptyFile();
        }
    }

    @Test
    void everyCaseComparedSomething() {
        report.path("cases").forEach(one -> {
            if (one.path("id").asText().equals("UPG-06")) {
                return;
            }
            if (!one.path("way").asText().equals("fresh")) {
                assertThat(one.path("counts").path("tools").path("before").asInt())
                        .as("tools compared in %s", one.path("evidence"))
                        .isGreaterThan(5);
                // Revision by revision nothing is started on the store, so that there is no API to ask.
                if (!Set.of("revision-by-revision", "every-column")
                        .contains(one.path("way").asText())) {
                    assertThat(one.path("counts")
                                    .path("api:tools")
                                    .path("after")
                                    .asInt())
                            .isGreaterThan(5);
                }
            }
        });
    }

    /** 0.9.0 can do less over its API, and is seeded all the same. */
    @Test
    void everythingIsSeededOnTheOldestReleaseToo() {
        JsonNode counts = fromTheOldest().path("counts");
        for (String table : List.of(
                "a2a_agents",
                "email_api_tokens",
                "email_team_members",
                "email_users",
                "gateways",
                "prompts",
                "resources",
                "servers",
                "tool_metrics",
                "tools",
                "user_roles")) {
            assertThat(counts.path(table).path("before").asInt()).as(table).isPositive();
        }
    }

    /** That the agents are lost on SQLite is the worst of it: a pass that did not see them would say nothing. */
    @Test
    void theAgentsThatTheOldestReleaseLosesAreSeen() {
        Set<String> lost = new TreeSet<>();
        fromTheOldest().path("findings").forEach(finding -> {
            if (finding.path("kind").asText().equals("lost-row")
                    && finding.path("object").asText().equals("api:a2a")) {
                lost.add(finding.path("key").asText().replaceAll(".*name=(.*)\\)", "$1"));
            }
        });
        assertThat(lost).contains("upgrade-clerk", "upgrade-courier");
    }

    private static JsonNode fromTheOldest() {
        return StreamSupport.stream(report.path("cases").spliterator(), false)
                .filter(one -> one.path("way").asText().equals("every-kind-from-0.9.0")
                        && one.path("engine").asText().equals("sqlite"))
                .findFirst()
                .orElseThrow();
    }

    /** One start for a store that two scenarios came to: what was seen there is told of both. */
    @Test
    void whatWasSeenOnTheMigratedStoreIsToldOfBothInterruptedUpgrades() {
        for (String engine : List.of("postgres", "sqlite")) {
            List<JsonNode> interrupted = StreamSupport.stream(
                            report.path("cases").spliterator(), false)
                    .filter(one -> one.path("id").asText().equals("UPG-07")
                            && one.path("engine").asText().equals(engine))
                    .toList();
            assertThat(interrupted).hasSize(2);
            assertThat(interrupted)
                    .filteredOn(one -> Files.exists(
                            folder.resolve("report/" + one.path("evidence").asText() + "/started-elsewhere.txt")))
                    .hasSize(1);
            Set<String> timeout = seenBeside(interrupted, "timeout");
            assertThat(timeout).isNotEmpty().isSubsetOf(seenBeside(interrupted, "every-revision"));
        }
    }

    private static Set<String> seenBeside(List<JsonNode> cases, String way) {
        return cases.stream()
                .filter(one -> one.path("way").asText().equals(way))
                .flatMap(one -> StreamSupport.stream(one.path("findings").spliterator(), false))
                .filter(f -> Set.of(StepNames.LOOK, StepNames.USE)
                        .contains(f.path("step").asText()))
                .map(f -> f.path("kind").asText() + " " + f.path("object").asText())
                .collect(Collectors.toSet());
    }

    @Test
    void withoutAClusterTheCaseSaysHowToGiveOne() {
        assertThat(StreamSupport.stream(report.path("cases").spliterator(), false)
                        .filter(one -> one.path("way").asText().equals("kubernetes"))
                        .map(one -> one.path("reason").asText()))
                .hasSize(2)
                .allMatch(reason -> reason.startsWith("No cluster was given: --kubernetes"));
    }

    @Test
    void theRollingUpgradeWasSeenByEveryStreamOfItsProbe() {
        JsonNode probe = Stream.iterate(0, i -> i + 1)
                .limit(report.path("cases").size())
                .map(i -> report.path("cases").get(i))
                .filter(one -> one.path("way").asText().equals("rolling")
                        && one.path("engine").asText().equals("postgres"))
                .findFirst()
                .orElseThrow()
                .path("probe");
        assertThat(probe.path("sent").asInt()).isGreaterThan(500);
        assertThat(probe.path("ledger").path("acknowledged").asInt()).isGreaterThan(20);
        assertThat(probe.path("latency").size()).isEqualTo(8);
        probe.path("latency").forEach(stream -> assertThat(stream.has("during")).isTrue());
    }

    @Test
    void noSecretIsInAnyFile() throws IOException {
        TreeSet<String> leaks = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                run.secrets().all().forEach((name, secret) -> {
                    if (bytes.contains(asBytes(secret))) {
                        leaks.add(name + " in " + folder.relativize(file));
                    }
                });
            }
        }
        assertThat(run.secrets().all()).hasSizeGreaterThan(20);
        assertThat(leaks).isEmpty();
    }

    /** A character a byte: text like that is searched several times as fast, and there is much of it. */
    private static String asBytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Test
    void nothingIsPublishedBeyondLoopback() {
        assertThat(PUBLISHED).isNotEmpty().allMatch(p -> p.startsWith("127.0.0.1 "));
    }

    /** A boot that proves nothing is what a slow suite is made of. */
    @Test
    void atMostFiveGatewaysAreStartedPerEngineForTheFirstTwoCases() {
        for (String engine : List.of("postgres", "sqlite")) {
            assertThat(starts(engine, "UPG-01") + starts(engine, "UPG-02"))
                    .as("gateway starts on %s", engine)
                    .isBetween(4L, 5L);
        }
    }

    private static long starts(String engine, String id) {
        return Stream.of(report.path("cases"))
                .flatMap(cases -> StreamSupport.stream(cases.spliterator(), false))
                .filter(one -> one.path("engine").asText().equals(engine)
                        && one.path("id").asText().equals(id))
                .flatMap(one -> StreamSupport.stream(one.path("steps").spliterator(), false))
                .map(step -> step.path("name").asText())
                .filter(name -> name.startsWith("install and start") || name.startsWith("start "))
                .count();
    }

    @Test
    void nothingIsLeft() {
        assertThat(DockerClientFactory.lazyClient()
                        .listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(List.of("org.upgradeharness.run="
                                + report.path("run").path("id").asText()))
                        .exec())
                .isEmpty();
        assertThat(DockerClientFactory.lazyClient()
                        .listNetworksCmd()
                        .withFilter(
                                "label",
                                List.of("org.upgradeharness.run="
                                        + report.path("run").path("id").asText()))
                        .exec())
                .isEmpty();
        assertThat(Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "upgrade-harness",
                        report.path("run").path("id").asText()))
                .doesNotExist();
    }
}
