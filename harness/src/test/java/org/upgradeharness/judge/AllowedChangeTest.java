package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.StoreReader;

/** A declared change is green in its shape and red in any other. */
class AllowedChangeTest {
    private static final String ROLES =
            "CREATE TABLE roles (id INTEGER PRIMARY KEY, name TEXT, permissions JSON, updated_at DATETIME)";
    private static final String ONE = "INSERT INTO roles VALUES (1, 'admin', '[\"a\",\"b\"]', '2026-01-01 10:00:00')";

    @TempDir
    Path folder;

    private SqliteStores stores;

    @BeforeEach
    void stores() {
        stores = new SqliteStores(folder);
    }

    private List<Finding> judge(String[] old, String[] now, AllowedChange... allowed) {
        try (StoreReader before = stores.of(old);
                StoreReader after = stores.of(now)) {
            return SqliteStores.compare(before, after, allowed).findings();
        }
    }

    private List<Finding> roles(String plant, AllowedChange... allowed) {
        return judge(new String[] {ROLES, ONE}, new String[] {ROLES, ONE, plant}, allowed);
    }

    @Test
    void touchedTimesMoveForwardOnly() {
        AllowedTouch touched = new AllowedTouch("roles", List.of("updated_at"), null, null, true, null, "every start");
        assertThat(roles("UPDATE roles SET updated_at = '2026-01-01 10:00:01'", touched))
                .isEmpty();
        assertThat(roles("UPDATE roles SET updated_at = '2026-01-01 09:59:59'", touched))
                .extracting(Finding::object, Finding::expected)
                .containsExactly(tuple(
                        "roles.updated_at",
                        "a time not before '2026-01-01 10:00:00', and none to come (declared: touched)"));
        assertThat(roles("UPDATE roles SET updated_at = NULL", touched)).hasSize(1);
    }

    @Test
    void valuesKeepTheirShape() {
        AllowedValueChange superset = new AllowedValueChange(
                "roles",
                List.of("permissions"),
                Shape.JSON_SUPERSET,
                null,
                Map.of("name", "admin"),
                null,
                true,
                null,
                "new rights");
        assertThat(roles("UPDATE roles SET permissions = '[\"c\",\"b\",\"a\"]'", superset))
                .isEmpty();
        assertThat(roles("UPDATE roles SET permissions = '[\"c\",\"b\"]'", superset))
                .hasSize(1);
        AllowedValueChange other = new AllowedValueChange(
                "roles",
                List.of("permissions"),
                Shape.JSON_SUPERSET,
                null,
                Map.of("name", "user"),
                null,
                true,
                null,
                "new rights");
        assertThat(roles("UPDATE roles SET permissions = '[\"c\",\"b\",\"a\"]'", other))
                .hasSize(1);
    }

    @Test
    void rowsAreAddedAsDeclared() {
        AllowedAddition viewer =
                new AllowedAddition("roles", Map.of("name", "viewer"), 1, null, true, null, "new role");
        assertThat(roles("INSERT INTO roles VALUES (2, 'viewer', '[]', NULL)", viewer))
                .isEmpty();
        assertThat(roles("INSERT INTO roles VALUES (2, 'other', '[]', NULL)", viewer))
                .hasSize(1);
        assertThat(roles("INSERT INTO roles VALUES (2, 'viewer', '[]', NULL), (3, 'viewer', '[]', NULL)", viewer))
                .hasSize(1);
    }

    @Test
    void rowsAreRemovedAsDeclared() {
        AllowedRemoval named = new AllowedRemoval("roles", Map.of("name", "old"), null, null, true, null, "gone");
        AllowedRemoval expired = new AllowedRemoval("roles", null, "updated_at", null, true, null, "cleaned at start");
        String keep = "INSERT INTO roles VALUES (9, 'keep', '[]', '2999-01-01 00:00:00')";
        assertThat(judge(new String[] {ROLES, ONE, keep}, new String[] {ROLES, keep}, named))
                .hasSize(1);
        assertThat(judge(new String[] {ROLES, ONE, keep}, new String[] {ROLES, keep}, expired))
                .isEmpty();
        assertThat(judge(new String[] {ROLES, ONE, keep}, new String[] {ROLES, ONE}, expired))
                .hasSize(1);
    }

    @Test
    void logsGrowAndMayShrinkWhenSaid() {
        AllowedAppend grows = new AllowedAppend("roles", false, null, true, null, "a log");
        AllowedAppend shrinks = new AllowedAppend("roles", true, null, true, null, "a log");
        assertThat(roles("INSERT INTO roles VALUES (2, 'x', '[]', NULL)", grows))
                .isEmpty();
        assertThat(roles("UPDATE roles SET name = 'x'", grows)).hasSize(1);
        String two = "INSERT INTO roles VALUES (2, 'x', '[]', NULL)";
        assertThat(judge(new String[] {ROLES, ONE, two}, new String[] {ROLES, ONE}, grows))
                .hasSize(1);
        assertThat(judge(new String[] {ROLES, ONE, two}, new String[] {ROLES, ONE}, shrinks))
                .isEmpty();
    }

    @Test
    void renamesAreFollowed() {
        String renamed =
                "CREATE TABLE parts (id INTEGER PRIMARY KEY, title TEXT, permissions JSON, updated_at DATETIME)";
        String row = ONE.replace("roles", "parts");
        AllowedChange table = new AllowedTableRename("roles", "parts", null, true, null, "renamed");
        AllowedChange column = new AllowedColumnRename("roles", "name", "title", null, true, null, "renamed");
        AllowedChange drop = new AllowedColumnDrop("roles", "name", null, true, null, "dropped");
        String[] old = {ROLES, ONE};
        assertThat(judge(old, new String[] {renamed, row}, table, column)).isEmpty();
        assertThat(judge(old, new String[] {renamed, row.replace("admin", "x")}, table, column))
                .extracting(Finding::object, Finding::found)
                .containsExactly(tuple("roles.name", "'x'"));
        assertThat(judge(old, new String[] {renamed, row}, table))
                .extracting(Finding::found)
                .containsExactly("the column is gone");
        assertThat(judge(old, new String[] {renamed, row}, table, drop)).isEmpty();
    }

    @Test
    void conversionsAreDoneOnEveryValueAndInOneWay() {
        AllowedChange tags = new AllowedConversion(
                "roles", List.of("permissions"), Conversion.TAGS_TO_OBJECTS, null, true, null, "objects");
        String good =
                "UPDATE roles SET permissions = '[{\"id\":\"a\",\"label\":\"a\"},{\"label\":\"b\",\"id\":\"b\"}]'";
        assertThat(roles(good, tags)).isEmpty();
        assertThat(roles("UPDATE roles SET permissions = '[{\"id\":\"a\",\"label\":\"a\"}]'", tags))
                .hasSize(1);
        assertThat(roles("UPDATE roles SET id = 1", tags)).as("not converted").hasSize(1);
        assertThat(Conversion.SLUG.apply("My Tool's_Näme 1!")).isEqualTo("my-tools-name-1");
        assertThat(Conversion.HTML_UNESCAPE.apply("a &lt;b&gt; &amp;amp; &#39;&#x27;"))
                .isEqualTo("a <b> &amp; ''");
    }

    private static final AllowedRekey REKEY = new AllowedRekey(
            "prompts",
            "id",
            null,
            List.of("name"),
            List.of("metrics.prompt_id", "links.prompt_id"),
            null,
            true,
            null,
            "uuids");
    private static final String[] NUMBERED = {
        "CREATE TABLE prompts (id INTEGER PRIMARY KEY, name TEXT, text TEXT)",
        "CREATE TABLE metrics (id INTEGER PRIMARY KEY, prompt_id INTEGER REFERENCES prompts(id))",
        "CREATE TABLE links (server TEXT, prompt_id INTEGER, PRIMARY KEY (server, prompt_id))",
        "INSERT INTO prompts VALUES (1, 'one', 'x'), (2, 'two', 'y')",
        "INSERT INTO metrics VALUES (1, 1), (2, 2), (3, NULL)",
        "INSERT INTO links VALUES ('s', 1), ('s', 2)"
    };
    private static final String[] UUIDS = {
        "CREATE TABLE prompts (id VARCHAR(36) NOT NULL PRIMARY KEY, name TEXT, text TEXT)",
        "CREATE TABLE metrics (id INTEGER PRIMARY KEY, prompt_id VARCHAR(36) REFERENCES prompts(id))",
        "CREATE TABLE links (server TEXT, prompt_id VARCHAR(36), PRIMARY KEY (server, prompt_id))",
        "INSERT INTO prompts VALUES ('u-1', 'one', 'x'), ('a-2', 'two', 'y')",
        "INSERT INTO metrics VALUES (1, 'u-1'), (2, 'a-2'), (3, NULL)",
        "INSERT INTO links VALUES ('s', 'u-1'), ('s', 'a-2')"
    };

    private List<Finding> rekeyed(String plant) {
        String[] now = java.util.Arrays.copyOf(UUIDS, UUIDS.length + 1);
        now[UUIDS.length] = plant;
        return judge(NUMBERED, now, REKEY);
    }

    @Test
    void aRekeyMapsEveryRowToOneRowAndReferencesFollow() {
        assertThat(rekeyed("UPDATE metrics SET id = id")).isEmpty();
        assertThat(rekeyed("UPDATE metrics SET prompt_id = 'a-2' WHERE id = 1"))
                .extracting(Finding::object, Finding::expected, Finding::found)
                .containsExactly(tuple("metrics.prompt_id", "'u-1'", "'a-2'"));
        assertThat(rekeyed("DELETE FROM links WHERE prompt_id = 'u-1'"))
                .extracting(Finding::kind)
                .containsExactly(Kind.LOST_ROW);
        assertThat(rekeyed("UPDATE prompts SET text = 'z' WHERE name = 'two'"))
                .extracting(Finding::object, Finding::key)
                .containsExactly(tuple("prompts.text", "id=2 (name=two)"));
        assertThat(rekeyed("DELETE FROM prompts WHERE name = 'one'"))
                .extracting(Finding::object)
                .contains("prompts");
        assertThat(rekeyed("INSERT INTO prompts VALUES ('n', 'two', 'y')"))
                .extracting(Finding::kind)
                .contains(Kind.EXTRA_ROW);
        assertThat(judge(NUMBERED, UUIDS)).as("not declared").isNotEmpty();
    }

    private static final AllowedColumnMove MOVE = new AllowedColumnMove(
            "agents", List.of("kind", "secret"), "agent_auth", "agent_id", null, true, null, "a table of its own");
    private static final String[] WHOLE = {
        "CREATE TABLE agents (id TEXT PRIMARY KEY, name TEXT, kind TEXT, secret TEXT)",
        "INSERT INTO agents VALUES ('a', 'one', 'bearer', 'x'), ('b', 'two', NULL, NULL), ('c', 'three', 'basic', NULL)"
    };

    private List<Finding> split(String... plant) {
        List<String> now = new java.util.ArrayList<>(List.of(
                "CREATE TABLE agents (id TEXT PRIMARY KEY, name TEXT)",
                "INSERT INTO agents VALUES ('a', 'one'), ('b', 'two'), ('c', 'three')",
                "CREATE TABLE agent_auth (id INTEGER PRIMARY KEY, agent_id TEXT, kind TEXT, secret TEXT)",
                "INSERT INTO agent_auth VALUES (1, 'c', 'basic', NULL), (2, 'a', 'bearer', 'x')"));
        now.addAll(List.of(plant));
        return judge(WHOLE, now.toArray(String[]::new), MOVE);
    }

    @Test
    void movedColumnsKeepEveryValueUnderItsKey() {
        assertThat(split()).isEmpty();
        assertThat(split("INSERT INTO agent_auth VALUES (3, 'b', NULL, NULL)"))
                .as("an empty row says nothing")
                .isEmpty();
        assertThat(split("UPDATE agent_auth SET secret = 'y' WHERE agent_id = 'a'"))
                .extracting(Finding::kind, Finding::object, Finding::key, Finding::expected, Finding::found)
                .containsExactly(tuple(
                        Kind.CHANGED_VALUE,
                        "agents.secret",
                        "id=a (name=one)",
                        "'x' in agent_auth (declared: move-columns)",
                        "'y'"));
        assertThat(split("DELETE FROM agent_auth WHERE agent_id = 'a'"))
                .extracting(Finding::object, Finding::found)
                .containsExactly(
                        tuple("agents.kind", "no row in agent_auth"), tuple("agents.secret", "no row in agent_auth"));
        assertThat(split("UPDATE agent_auth SET agent_id = CASE agent_id WHEN 'a' THEN 'c' ELSE 'a' END"))
                .as("swapped")
                .extracting(Finding::object)
                .containsExactly("agents.kind", "agents.secret", "agents.kind", "agents.secret");
        assertThat(split("INSERT INTO agent_auth VALUES (3, 'b', 'bearer', 'new')"))
                .extracting(Finding::object, Finding::found)
                .containsExactly(tuple("agents.kind", "'bearer'"), tuple("agents.secret", "'new'"));
    }

    @Test
    void movedColumnsHaveOneRowForEachOldOne() {
        assertThat(split("INSERT INTO agent_auth VALUES (3, 'a', 'bearer', 'x')"))
                .extracting(Finding::kind, Finding::object)
                .containsExactly(tuple(Kind.EXTRA_ROW, "agent_auth"));
        assertThat(split("INSERT INTO agent_auth VALUES (3, 'z', 'bearer', 'x')"))
                .extracting(Finding::kind, Finding::object, Finding::key)
                .containsExactly(tuple(Kind.EXTRA_ROW, "agent_auth", "id=3"));
        assertThat(split("DROP TABLE agent_auth"))
                .extracting(Finding::object, Finding::found)
                .containsExactly(tuple("agents.kind", "there is none"), tuple("agents.secret", "there is none"));
        assertThat(split("ALTER TABLE agent_auth DROP COLUMN secret"))
                .extracting(Finding::found)
                .containsOnly("not all of them are there")
                .hasSize(2);
        assertThat(judge(WHOLE, WHOLE, MOVE)).as("nothing moved").isEmpty();
    }

    @Test
    void holdsForPairsThatPassTheRelease() {
        Version rc = Version.parse("1.0.0rc1");
        Version ga = Version.parse("1.0.0");
        AllowedChange at = new AllowedAppend("t", false, ga, false, Engine.SQLITE, "x");
        assertThat(AllowedChange.of(List.of(at), rc, ga, Engine.SQLITE)).hasSize(1);
        assertThat(AllowedChange.of(List.of(at), rc, ga, Engine.POSTGRES)).isEmpty();
        assertThat(AllowedChange.of(List.of(at), ga, Version.parse("1.0.4"), Engine.SQLITE))
                .isEmpty();
        assertThat(AllowedChange.of(List.of(at), rc, Version.parse("1.0.4"), Engine.SQLITE))
                .hasSize(1);
        assertThatThrownBy(() -> new AllowedAppend("t", false, ga, true, null, "x"))
                .hasMessageContaining("exactly one");
        assertThatThrownBy(() -> new AllowedAppend("t", false, ga, false, null, " "))
                .hasMessageContaining("reason");
    }
}
