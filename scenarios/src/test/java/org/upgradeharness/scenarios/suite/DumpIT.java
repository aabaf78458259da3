package org.upgradeharness.scenarios.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.run.Damage;
import org.upgradeharness.run.DumpRequest;
import org.upgradeharness.run.RunRequest;
import org.upgradeharness.store.DumpFile;
import org.upgradeharness.store.Engine;

/** A store of the dataset {@code full}, dumped by the tool and given to it again as somebody's own data. */
class DumpIT {
    private static final Map<String, String> INSTALLATION = Map.of(
            "JWT_SECRET_KEY", "ownJwt7Kq2Rv9Tz4Wx8Yb3Nc6Md5Hf1Jg0Lp2Sd9Q",
            "AUTH_ENCRYPTION_SECRET", "ownEnc5Tz8Wx2Yb7Nc4Md9Hf3Jg6Lp1Sd0Kq5Rv",
            "PLATFORM_ADMIN_EMAIL", "chief@example.com",
            "PLATFORM_ADMIN_PASSWORD", "Own!Adm7Kq2Rv9Tz4Wx8");
    private static final List<String> OF_THE_STORE =
            List.of("compare every row", "read the version row", "compare the schema with a fresh installation");
    private static final List<String> OF_THE_API =
            List.of("log in as the administrator", "look through the API", "see the new features", "use every feature");

    @TempDir
    static Path folder;

    private static JsonNode seeded;
    private static Path custom;
    private static Path sqlite;

    /** Installed by nobody's release, and in the dump all the same. */
    private static final String PEOPLES_OWN = """
            CREATE TABLE own_notes (id INTEGER PRIMARY KEY, note TEXT);
            INSERT INTO own_notes VALUES (1, 'ours');
            CREATE VIEW own_view AS SELECT note FROM own_notes;
            """;

    private static Path own;

    @BeforeAll
    static void seed() throws IOException {
        own = Files.writeString(folder.resolve("own.sql"), PEOPLES_OWN);
        Path report = folder.resolve("seeded");
        seeded = run(
                report,
                "RC1",
                "@way-every-kind",
                List.of(Engine.POSTGRES, Engine.SQLITE),
                INSTALLATION,
                new DumpRequest(Optional.empty(), false, true),
                d -> {});
        custom = report.resolve("dumps/dump-1.0.0rc1-full.pgdump");
        sqlite = report.resolve("dumps/dump-1.0.0rc1-full.sqlite");
    }

    @Test
    void aSqliteFileComesToTheVerdictOfTheSeededRun() throws IOException {
        JsonNode again = dump("lite", "RC1", sqlite, INSTALLATION, d -> {});
        alike(again, "sqlite");
        assertThat(outcomes(again, OF_THE_API)).containsOnly("ok").hasSize(OF_THE_API.size());
    }

    @Test
    void aCustomDumpComesToTheVerdictOfTheSeededRun() throws IOException {
        JsonNode again = dump("custom", "auto", custom, INSTALLATION, d -> {});
        alike(again, "postgres");
        assertThat(outcomes(again, OF_THE_API)).containsOnly("ok").hasSize(OF_THE_API.size());
        assertThat(again.path("from").path("release").asText()).isEqualTo("1.0.0rc1");
    }

    @Test
    void withoutSecretsTheStoreIsJudgedAndTheApiSkippedByName() throws IOException {
        Path zipped = gzipped(sqlite, "no-name-that-tells");
        JsonNode again = dump("skipped", "auto", zipped, Map.of(), d -> {});
        alike(again, "sqlite");
        assertThat(outcomes(again, OF_THE_API))
                .hasSize(OF_THE_API.size())
                .allMatch(o -> o.startsWith("skipped: ") && o.contains("JWT_SECRET_KEY"));
    }

    /** The custom dump gzipped, which is unpacked first. */
    @Test
    void aDamagedRowIsFoundAndItsValueHidden() throws IOException {
        Path zipped = gzipped(custom, "custom-zipped");
        JsonNode again = dump("damaged", "RC1", zipped, Map.of(), d -> {
            if (d.moment() == Damage.Moment.BEFORE_MIGRATION) {
                d.server()
                        .execute(
                                d.store(),
                                "DROP VIEW own_view; UPDATE resources SET description = 'quite another' WHERE uri = 'upgrade://edge-emoji'");
            }
        });
        assertThat(again.path("verdict").asText()).isEqualTo("FAILED");
        List<JsonNode> changed = new ArrayList<>();
        again.path("findings").forEach(f -> {
            if (f.path("object").asText().equals("resources.description")) {
                changed.add(f);
            }
        });
        assertThat(again.path("findings").findValuesAsText("object"))
                .as("people's own view")
                .contains("own_view");
        assertThat(changed).hasSize(1);
        assertThat(changed.get(0).path("kind").asText()).isEqualTo("changed-value");
        assertThat(changed.get(0).path("found").asText()).isEqualTo("hidden (15 characters)");
        try (var files = Files.walk(folder.resolve("damaged"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain("quite another");
            }
        }
    }

    @Test
    void anotherReleaseIsRefusedByTheVersionRow() {
        assertThatThrownBy(() -> dump("other", "0.9.0", sqlite, Map.of(), d -> {}))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("The version row of the dump")
                .hasMessageContaining("the head of 0.9.0 is")
                .hasMessageContaining("use --from 1.0.0rc1");
    }

    private static void alike(JsonNode again, String engine) {
        JsonNode before = null;
        for (JsonNode c : seeded.path("cases")) {
            before = c.path("engine").asText().equals(engine) ? c : before;
        }
        assertThat(before).isNotNull();
        assertThat(again.path("verdict").asText())
                .as(again.toPrettyString())
                .isEqualTo(before.path("verdict").asText());
        assertThat(ofTheStore(again)).isEqualTo(ofTheStore(before)).isNotEmpty();
        assertThat(outcomes(again, OF_THE_STORE)).containsOnly("ok").hasSize(OF_THE_STORE.size());
        assertThat(again.path("counts").path("resources"))
                .isEqualTo(before.path("counts").path("resources"));
    }

    private static Set<String> ofTheStore(JsonNode one) {
        Set<String> told = new TreeSet<>();
        one.path("findings").forEach(f -> {
            if (OF_THE_STORE.contains(f.path("step").asText())) {
                told.add(f.path("severity").asText() + " " + f.path("kind").asText() + " "
                        + f.path("object").asText() + " " + f.path("expected").asText() + " "
                        + f.path("found").asText() + " " + f.path("known").asText());
            }
        });
        return told;
    }

    private static List<String> outcomes(JsonNode one, List<String> names) {
        List<String> outcomes = new ArrayList<>();
        one.path("steps").forEach(s -> {
            if (names.contains(s.path("name").asText())) {
                outcomes.add(s.path("outcome").asText());
            }
        });
        return outcomes;
    }

    private static Path gzipped(Path file, String name) throws IOException {
        Path zipped = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            Files.copy(file, out);
        }
        return zipped;
    }

    private static JsonNode dump(
            String name, String from, Path file, Map<String, String> settings, Consumer<Damage> damage)
            throws IOException {
        byte[] before = Files.readAllBytes(file);
        DumpFile own = DumpFile.of(file);
        JsonNode report = run(
                folder.resolve(name),
                from,
                "@way-own-start",
                List.of(own.engine()),
                settings,
                new DumpRequest(Optional.of(own), false, false),
                damage);
        assertThat(Files.readAllBytes(file)).as("the dump is only read").isEqualTo(before);
        assertThat(report.path("cases")).hasSize(1);
        return report.path("cases").get(0);
    }

    private static JsonNode run(
            Path report,
            String from,
            String tags,
            List<Engine> engines,
            Map<String, String> settings,
            DumpRequest dumps,
            Consumer<Damage> damage)
            throws IOException {
        RunRequest request = new RunRequest(
                "contextforge",
                from,
                "GA",
                List.of(),
                engines,
                dumps.own().isEmpty() ? own : null,
                settings,
                settings,
                report,
                Severity.ERROR,
                false,
                1,
                "./upgrade run --from " + from + " --to GA",
                dumps);
        new SuiteRun(
                        Requests.runId(),
                        request,
                        Requests.contextForge(),
                        Requests.FIXTURES,
                        Scenarios.find().select(List.of(), tags, "standard"))
                .damaging(damage)
                .execute(line -> {});
        return new ObjectMapper().readTree(report.resolve("report.json").toFile());
    }
}
