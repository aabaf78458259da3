package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.StoreReader;

/** What each fresh installation has is looked for in a store; what each draws anew is not. */
class BuiltInRowsTest {
    private static final String ROLES =
            "CREATE TABLE roles (id VARCHAR(36) PRIMARY KEY, name VARCHAR(50) NOT NULL, scope VARCHAR(9), permissions JSON,"
                    + " active BOOLEAN, description TEXT, made DATETIME, seen DATETIME, UNIQUE (name, scope))";
    private static final String KINDS = "CREATE TABLE kinds (id INTEGER PRIMARY KEY, name TEXT, weight INTEGER)";
    private static final String GRANTS =
            "CREATE TABLE grants (id INTEGER PRIMARY KEY, kind INTEGER REFERENCES kinds(id), role VARCHAR(36) REFERENCES roles(id))";

    @TempDir
    Path folder;

    private SqliteStores stores;

    @BeforeEach
    void stores() {
        stores = new SqliteStores(folder);
    }

    private StoreReader installed(String salt, String... more) {
        List<String> all = new ArrayList<>(List.of(
                ROLES,
                KINDS,
                GRANTS,
                "INSERT INTO roles VALUES ('" + salt
                        + "1', 'viewer', 'team', '[\"tools.read\",\"tools.use\"]', 1, 'looks', '2026-01-01 " + "10:00:0"
                        + salt.length() + "', NULL)",
                "INSERT INTO roles VALUES ('" + salt
                        + "2', 'admin', 'team', '[\"*\"]', 1, 'does', '2026-01-01 10:00:00', NULL)",
                "INSERT INTO kinds VALUES (1, 'rest', 3), (2, 'mcp', 5)",
                "INSERT INTO grants VALUES (1, 1, '" + salt + "1')"));
        all.addAll(Arrays.asList(more));
        return stores.of(all.toArray(new String[0]));
    }

    private List<Finding> found(String... plants) {
        return found(Set.of("roles", "kinds"), plants);
    }

    private List<Finding> found(Set<String> oldTables, String... plants) {
        try (StoreReader one = installed("a");
                StoreReader other = installed("bb");
                StoreReader upgraded = installed("ccc", plants);
                StoreReader before = stores.of(
                        oldTables.contains("roles") ? ROLES : "CREATE TABLE other (id INTEGER PRIMARY KEY)")) {
            Catalogue old = before.catalogue();
            return BuiltInRows.of(one, other).judge(upgraded, old, Set.of());
        }
    }

    @Test
    void findsNothingWhereOnlyKeysTimesNumbersAndTheOrderOfListsAreOthers() {
        assertThat(found()).isEmpty();
        assertThat(found(
                        "UPDATE roles SET seen = '2026-02-02 10:00:00'",
                        "UPDATE roles SET permissions = '[\"tools.use\",\"tools.read\"]' WHERE name = 'viewer'",
                        "DELETE FROM grants",
                        "DELETE FROM kinds",
                        "INSERT INTO kinds VALUES (17, 'rest', 3), (4, 'mcp', 5), (5, 'own', 1)",
                        "INSERT INTO grants VALUES (9, 17, 'ccc1')",
                        "INSERT INTO roles VALUES ('x', 'viewer', 'global', '[]', 0, 'of people', NULL, NULL)"))
                .isEmpty();
    }

    @Test
    void findsAMissingRowByWhatPeopleCallIt() {
        assertThat(found("DELETE FROM roles WHERE name = 'viewer'"))
                .extracting(Finding::severity, Finding::kind, Finding::object, Finding::key)
                .containsExactly(tuple(Severity.ERROR, Kind.BUILT_IN_DIFFERS, "roles", "name=viewer, scope=team"));
        assertThat(found("UPDATE kinds SET name = 'grpc' WHERE name = 'mcp'"))
                .extracting(Finding::object, Finding::key)
                .containsExactly(tuple("kinds", "name=mcp"));
    }

    @Test
    void tellsEntriesOfAListThatAreMissingAndThoseThatAreTooMany() {
        assertThat(found("UPDATE roles SET permissions = '[\"tools.read\",\"*\"]' WHERE name = 'viewer'"))
                .extracting(Finding::severity, Finding::object, Finding::expected, Finding::found)
                .containsExactly(tuple(Severity.ERROR, "roles.permissions", "tools.use", "*"));
        assertThat(found("UPDATE roles SET permissions = '[]' WHERE name = 'viewer'"))
                .extracting(Finding::expected, Finding::found)
                .containsExactly(tuple("tools.read, tools.use", "none of these"));
        assertThat(found("UPDATE roles SET permissions = NULL WHERE name = 'admin'"))
                .extracting(Finding::expected, Finding::found)
                .containsExactly(tuple("'[\"*\"]'", "NULL"));
    }

    @Test
    void aSwitchIsAnErrorWhereTheUpgradeBroughtItAndAWarningWhereItWasKept() {
        String plant = "UPDATE roles SET active = 0 WHERE name = 'viewer'";
        assertThat(found(plant))
                .extracting(Finding::severity, Finding::object)
                .containsExactly(tuple(Severity.WARNING, "roles.active"));
        assertThat(found(Set.of(), plant))
                .extracting(Finding::severity, Finding::object)
                .containsExactly(tuple(Severity.ERROR, "roles.active"));
        assertThat(found(Set.of(), "UPDATE roles SET description = 'sees' WHERE name = 'viewer'"))
                .extracting(Finding::severity, Finding::object, Finding::expected, Finding::found)
                .containsExactly(tuple(Severity.WARNING, "roles.description", "'looks'", "'sees'"));
    }

    @Test
    void theNearestOfSeveralRowsOfThatNameCounts() {
        assertThat(found("INSERT INTO kinds VALUES (8, 'mcp', 7)")).isEmpty();
        assertThat(found("INSERT INTO kinds VALUES (8, 'mcp', 7)", "DELETE FROM kinds WHERE weight = 5"))
                .extracting(Finding::object, Finding::key, Finding::found)
                .containsExactly(tuple("kinds.weight", "name=mcp", "'7'"));
    }
}
