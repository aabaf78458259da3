package org.upgradeharness.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
    private static final String[] STORE = {
        "CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT)",
        "CREATE TABLE tools (id INTEGER PRIMARY KEY, name TEXT, data BLOB, team INTEGER REFERENCES teams (id), CHECK (name <> ''))",
        "CREATE INDEX ix_name ON tools (name)",
        "CREATE VIEW named AS SELECT name FROM tools",
        "INSERT INTO teams VALUES (1, 'a'), (2, 'b')",
        "INSERT INTO tools VALUES (1, 'x', x'00ff', 1), (2, 'y', NULL, 2), (3, NULL, x'', NULL)"
    };

    @TempDir
    Path folder;

    private int made;

    private StoreReader store(String... more) {
        StoreAddress address = new StoreAddress(Engine.SQLITE, "jdbc:sqlite:" + folder.resolve(made++ + ".db"), "", "");
        try (Connection c = DriverManager.getConnection(address.jdbcUrl());
                Statement s = c.createStatement()) {
            for (String sql : STORE) {
                s.executeUpdate(sql);
            }
            for (String sql : more) {
                s.executeUpdate(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return StoreReader.open(address);
    }

    private Fingerprint of(String... more) {
        try (StoreReader reader = store(more)) {
            return Fingerprint.of(reader);
        }
    }

    private String digest(Set<String> drawn, Set<String> drawnValues, String... more) {
        try (StoreReader reader = store(more)) {
            return Fingerprint.of(reader).digestWithout(drawn, drawnValues, reader.catalogue());
        }
    }

    @Test
    void anUntouchedStoreHasNoChanges() {
        Fingerprint one = of();
        Fingerprint other = of();
        assertThat(other.changesSince(one)).isEmpty();
        assertThat(other.otherValues(one)).isEmpty();
        assertThat(digest(Set.of(), Set.of()))
                .isEqualTo(digest(Set.of(), Set.of()))
                .hasSize(64);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE tools SET name = 'z' WHERE id = 2                   | values tools.name: changed",
                "UPDATE tools SET name = 'null' WHERE id = 3                 | values tools.name: changed",
                "UPDATE tools SET data = x'00fe' WHERE id = 1               | values tools.data: changed",
                "UPDATE tools SET data = NULL WHERE id = 3                  | values tools.data: changed",
                "UPDATE tools SET data = '' WHERE id = 3                    | values tools.data: changed",
                "UPDATE tools SET team = CASE id WHEN 1 THEN 2 ELSE 1 END WHERE id < 3 | values tools.team: changed",
                "DROP INDEX ix_name                                         | index tools.ix_name: gone",
                "CREATE INDEX ix_team ON tools (team)                       | index tools.ix_team: made",
                "DROP VIEW named                                            | view named: gone"
            })
    void eachChangeIsNamedAlone(String sql, String change) {
        assertThat(of(sql).changesSince(of())).containsExactly(change);
        assertThat(digest(Set.of(), Set.of(), sql)).isNotEqualTo(digest(Set.of(), Set.of()));
    }

    @Test
    void anIndexOfTheSameNameMayCoverSomethingElse() {
        assertThat(of("DROP INDEX ix_name", "CREATE UNIQUE INDEX ix_name ON tools (name)")
                        .changesSince(of()))
                .containsExactly("index tools.ix_name: changed");
    }

    @Test
    void rowsAreCountedAndTablesAndColumnsNamed() {
        assertThat(of("DELETE FROM tools WHERE id = 3").changesSince(of()))
                .contains("rows tools: 3 to 2", "values tools.id: changed")
                .doesNotContain("values teams.name: changed");
        assertThat(of("ALTER TABLE tools ADD COLUMN note TEXT", "CREATE TABLE extra (x INTEGER)")
                        .changesSince(of()))
                .containsExactlyInAnyOrder(
                        "column tools.note: made",
                        "values tools.note: made",
                        "column extra.x: made",
                        "primary key extra: made",
                        "rows extra: made");
        assertThat(of().changesSince(of("ALTER TABLE tools ADD COLUMN note TEXT")))
                .containsExactlyInAnyOrder("column tools.note: gone", "values tools.note: gone");
    }

    @Test
    void valuesThatOnlyStandInOtherRowsAreTheSameValues() {
        String swapped = "UPDATE tools SET name = CASE id WHEN 1 THEN 'y' ELSE 'x' END WHERE id < 3";
        assertThat(of(swapped).otherValues(of())).isEmpty();
        assertThat(of(swapped).changesSince(of())).containsExactly("values tools.name: changed");
        assertThat(of("UPDATE tools SET name = 'z' WHERE id = 2", "CREATE TABLE n (a TEXT)", "INSERT INTO n VALUES (1)")
                        .otherValues(of()))
                .containsExactly("tools.name");
    }

    @Test
    void whatRowsOfTheSameKeysHoldOtherwiseIsDrawnAnewThoughAllOfThemHoldTheSame() {
        String swapped = "UPDATE tools SET name = CASE id WHEN 1 THEN 'y' ELSE 'x' END WHERE id < 3";
        assertThat(of(swapped).drawnValues(of())).containsExactly("tools.name");
        assertThat(of().drawnValues(of())).isEmpty();
        // Other keys: no row can be told from another, but all of them together hold what they held.
        assertThat(of(swapped, "UPDATE tools SET id = 9 WHERE id = 3").drawnValues(of()))
                .containsExactly("tools.id");
        String[] keyless = {"CREATE TABLE n (a TEXT, b TEXT)", "INSERT INTO n VALUES (1, 2), (2, 1)"};
        assertThat(of(keyless[0], keyless[1], "UPDATE n SET a = b, b = a").drawnValues(of(keyless)))
                .isEmpty();
    }

    @Test
    void whatEachRunDrawsAnewIsLeftOut() {
        String drawn = "UPDATE tools SET name = 'z' WHERE id = 2";
        assertThat(digest(Set.of("values tools.name"), Set.of("tools.name"), drawn))
                .isEqualTo(digest(Set.of("values tools.name"), Set.of("tools.name")));
        assertThat(digest(Set.of("values tools.name"), Set.of(), drawn))
                .isNotEqualTo(digest(Set.of("values tools.name"), Set.of()));
        assertThat(digest(Set.of(), Set.of("tools.name"), drawn)).isNotEqualTo(digest(Set.of(), Set.of("tools.name")));
    }
}
