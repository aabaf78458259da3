package org.upgradeharness.scenarios.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.run.Damage;
import org.upgradeharness.run.RunSetup;
import org.upgradeharness.run.UpgradeCase;
import org.upgradeharness.run.Way;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.RowCursor;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.Timeline;
import org.upgradeharness.witness.Dataset;
import org.upgradeharness.witness.contextforge.ContextForge;

/**
 * Damages each class of edge rows of the dataset {@code full} between old and new, all in one store of the real gateway: each
 * must be found by its own finding, and nothing else may be found but what these damages lead to. The control, the same upgrade
 * undamaged, is UPG-03 of {@link StandardRunIT}.
 */
class EdgeClassesIT {
    @TempDir
    static Path folder;

    private static RunSetup setup;

    @BeforeAll
    static void open() {
        setup = RunSetup.open(
                Requests.runId(),
                Requests.between("RC1", "GA", List.of(Engine.POSTGRES, Engine.SQLITE), folder.resolve("report")),
                Requests.contextForge(),
                ContextForge.witnesses(),
                Requests.FIXTURES,
                new Secrets(),
                new Timeline(),
                line -> {});
    }

    @AfterAll
    static void close() {
        setup.close();
    }

    /**
     * One class and its damage.
     *
     * @param sql what damages it; {@code json(COLUMN, 'a', 'b')} is a replacement in a JSON column
     * @param key a part of the key of the row that must be named
     */
    private record Edge(String name, String sql, Kind kind, String object, String key) {
        static Edge resource(String name, String expression) {
            return new Edge(
                    name,
                    "UPDATE resources SET description = " + expression + " WHERE uri = 'upgrade://edge-" + name + "'",
                    Kind.CHANGED_VALUE,
                    "resources.description",
                    "upgrade-edge-" + name);
        }

        static Edge tool(String name, String from, String to) {
            return new Edge(
                    "json " + name,
                    "UPDATE tools SET json(input_schema, '" + from + "', '" + to
                            + "') WHERE original_name = 'upgrade-edge-json-" + name + "'",
                    Kind.CHANGED_VALUE,
                    "tools.input_schema",
                    "upgrade-edge-json-" + name);
        }
    }

    private static List<Edge> edges() {
        String text = "replace(description, '%s', '%s')";
        List<Edge> edges = new ArrayList<>(List.of(
                Edge.resource("nfc", "'A\u030Angstro\u0308m, nai\u0308ve fac\u0327ade, Vie\u0323\u0302t'"),
                Edge.resource("nfd", "'\u00C5ngstr\u00F6m, na\u00EFve fa\u00E7ade, Vi\u1EC7t'"),
                Edge.resource("combining", text.formatted("\u200B", "")),
                Edge.resource("right-to-left", text.formatted("\u202E", "")),
                Edge.resource("emoji", text.formatted("\uD834\uDD1E", "?")),
                new Edge(
                        "html-entities",
                        "UPDATE resources SET text_content = replace(text_content, '&amp;amp;', '&amp;')"
                                + " WHERE uri = 'upgrade://edge-html-entities'",
                        Kind.CHANGED_VALUE,
                        "resources.text_content",
                        "upgrade-edge-html-entities"),
                Edge.resource("line-ends", text.formatted("\r\n", "\n")),
                Edge.resource("quotes", text.formatted("\\", "")),
                Edge.resource("looks-like-other", "NULL"),
                Edge.resource("empty", "NULL"),
                Edge.resource("drawn-1", "substr(description, 1, length(description) - 1)"),
                Edge.resource("drawn-2", "substr(description, 2)"),
                Edge.resource("drawn-3", "description || ' '"),
                new Edge(
                        "missing",
                        "UPDATE servers SET description = '' WHERE name = 'upgrade-edge-missing'",
                        Kind.CHANGED_VALUE,
                        "servers.description",
                        "upgrade-edge-missing"),
                new Edge(
                        "longest",
                        "UPDATE servers SET description = substr(description, 1, 255) WHERE name = 'upgrade-edge-longest'",
                        Kind.CHANGED_VALUE,
                        "servers.description",
                        "upgrade-edge-longest"),
                new Edge(
                        "mixed",
                        "UPDATE roles SET description = lower(description) WHERE name = 'upgrade-edge-mixed'",
                        Kind.CHANGED_VALUE,
                        "roles.description",
                        "upgrade-edge-mixed"),
                Edge.tool("keys", "\"lost\":2", "\"gained\":2"),
                Edge.tool("list-order", "[3, 1, 2]", "[1, 3, 2]"),
                Edge.tool("spaces", "  leading and trailing  ", "leading and trailing"),
                Edge.tool("nesting", "the bottom", "the top"),
                Edge.tool("numbers", "0.1", "0.10000001"),
                Edge.tool("nothing", "false", "null"),
                Edge.tool("texts", "&lt;", "<"),
                new Edge(
                        "more than 500",
                        "DELETE FROM resources WHERE id LIKE '%00000317'",
                        Kind.LOST_ROW,
                        "resources",
                        "00000317"),
                new Edge(
                        "one name in two teams",
                        "UPDATE servers SET team_id = (SELECT id FROM email_teams WHERE name = 'upgrade-public-team'),"
                                + " owner_email = 'alice@example.com' WHERE name = 'upgrade-edge-twin'"
                                + " AND team_id = (SELECT id FROM email_teams WHERE name = 'upgrade-test-team')",
                        Kind.CHANGED_VALUE,
                        "servers.team_id",
                        "upgrade-edge-twin"),
                new Edge(
                        "expired token",
                        "UPDATE email_api_tokens SET expires_at = '2001-02-03 05:05:06.000000'"
                                + " WHERE name = 'upgrade-edge-expired'",
                        Kind.CHANGED_VALUE,
                        "email_api_tokens.expires_at",
                        "upgrade-edge-expired"),
                new Edge(
                        "revoked token",
                        "UPDATE email_api_tokens SET is_active = true WHERE name = 'upgrade-revoked'",
                        Kind.CHANGED_VALUE,
                        "email_api_tokens.is_active",
                        "upgrade-revoked"),
                new Edge(
                        "time to the microsecond",
                        "UPDATE tool_metrics SET timestamp = '1999-12-31 23:59:59.000000'"
                                + " WHERE timestamp = '1999-12-31 23:59:59.000001'",
                        Kind.CHANGED_VALUE,
                        "tool_metrics.timestamp",
                        ""),
                new Edge(
                        "number",
                        "UPDATE tool_metrics SET response_time = 123456789.01"
                                + " WHERE response_time > 123456789 AND response_time < 123456790",
                        Kind.CHANGED_VALUE,
                        "tool_metrics.response_time",
                        ""),
                new Edge(
                        "boolean",
                        "UPDATE tool_metrics SET is_success = false WHERE response_time < 1e-8 AND response_time > 0",
                        Kind.CHANGED_VALUE,
                        "tool_metrics.is_success",
                        ""),
                new Edge(
                        "disabled",
                        "UPDATE tools SET enabled = true WHERE original_name = 'upgrade-switched-off'",
                        Kind.CHANGED_VALUE,
                        "tools.enabled",
                        "upgrade-switched-off"),
                new Edge(
                        "private",
                        "UPDATE tools SET visibility = 'public' WHERE original_name = 'upgrade-hidden'",
                        Kind.CHANGED_VALUE,
                        "tools.visibility",
                        "upgrade-hidden"),
                new Edge(
                        "role of a member",
                        "UPDATE email_team_members SET role = 'owner' WHERE user_email = 'alice@example.com'"
                                + " AND role = 'member'",
                        Kind.CHANGED_VALUE,
                        "email_team_members.role",
                        ""),
                new Edge(
                        "left by a deletion",
                        "UPDATE email_teams SET is_active = true WHERE name = 'upgrade-edge-deleted'",
                        Kind.CHANGED_VALUE,
                        "email_teams.is_active",
                        "upgrade-edge-deleted")));
        return List.copyOf(edges);
    }

    private static final String REORDERED = "\"Mike\":{\"y\":true},\"alpha\":2";

    /** The order of keys says nothing. */
    private static final String HARMLESS = "UPDATE tools SET json(input_schema, '\"alpha\":2,\"Mike\":{\"y\":true}', '"
            + REORDERED + "') WHERE original_name = 'upgrade-edge-json-key-order'";

    private static List<String> schemas(Damage d) {
        List<String> schemas = new ArrayList<>();
        try (StoreReader reader = StoreReader.open(d.store().address());
                RowCursor rows = reader.rows("tools", List.of("id"))) {
            while (rows.next()) {
                for (int i = 0; i < rows.columns().size(); i++) {
                    if (rows.columns().get(i).name().equals("input_schema")) {
                        schemas.add(String.valueOf(rows.value(i)));
                    }
                }
            }
        }
        return schemas;
    }

    @TestFactory
    Stream<DynamicTest> eachIsFoundOnItsOwn() {
        return Stream.of(Engine.POSTGRES, Engine.SQLITE).flatMap(EdgeClassesIT::onEngine);
    }

    private static Stream<DynamicTest> onEngine(Engine engine) {
        List<Finding> found = errors(engine, d -> {
            if (d.moment() == Damage.Moment.BEFORE_MIGRATION) {
                d.server().execute(d.store(), spelled(engine, HARMLESS));
                assertThat(schemas(d)).as("the order of keys was changed").anyMatch(t -> t.contains(REORDERED));
                edges().forEach(e -> d.server().execute(d.store(), spelled(engine, e.sql())));
            }
        });
        List<Finding> rows =
                found.stream().filter(f -> f.step().equals("compare every row")).toList();
        Stream<DynamicTest> each = edges().stream()
                .map(edge -> DynamicTest.dynamicTest(
                        edge.name() + " on " + engine.id(),
                        () -> assertThat(rows)
                                .as(told(rows))
                                .filteredOn(f -> f.kind() == edge.kind()
                                        && f.object().equals(edge.object())
                                        && f.key().contains(edge.key()))
                                .hasSize(1)));
        return Stream.concat(
                Stream.of(DynamicTest.dynamicTest(
                        "nothing else on " + engine.id(),
                        () -> assertThat(rows)
                                .as(told(rows))
                                .allMatch(f -> edges().stream()
                                        .anyMatch(e -> f.object().equals(e.object())
                                                        && f.key().contains(e.key())
                                                || e.name().startsWith("one name")
                                                        && f.key().contains(e.key())
                                                        && f.object().equals("servers.owner_email"))))),
                each);
    }

    private static String spelled(Engine engine, String sql) {
        // Some releases write JSON with blanks after colons and commas, some without.
        String compact = "$1 = %sreplace(replace(replace(%s, '\": ', '\":'), ', \"', ',\"'), $2, $3)%s";
        return sql.replaceAll(
                "json\\((\\w+), ('.*?'), ('.*?')\\)",
                engine == Engine.POSTGRES
                        ? compact.formatted("CAST(", "CAST($1 AS text)", " AS json)")
                        : compact.formatted("", "$1", ""));
    }

    private static List<Finding> errors(Engine engine, Consumer<Damage> damage) {
        CaseKey key = new CaseKey("UPG-03", "edges", engine.id(), "edges-" + System.nanoTime());
        UpgradeCase upgrade = new UpgradeCase(setup.run(), setup.bench(engine), key);
        upgrade.damage(damage);
        upgrade.seeded(setup.run().from(), Dataset.FULL);
        upgrade.moveTo(setup.run().to(), new Way.OwnStart());
        return upgrade.findings().stream()
                .filter(f -> f.failsAt(Severity.ERROR, false))
                .toList();
    }

    private static String told(List<Finding> findings) {
        return findings.stream()
                .map(f -> f.kind() + " " + f.object() + " " + f.key() + ": " + f.expected() + " -> " + f.found())
                .collect(Collectors.joining("\n", "\n", "\n"));
    }
}
