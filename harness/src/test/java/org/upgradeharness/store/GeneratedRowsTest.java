package org.upgradeharness.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedRowsTest {
    @TempDir
    Path folder;

    private Store store;

    @BeforeEach
    void make() {
        store = new Store(
                "a",
                new StoreAddress(Engine.SQLITE, "jdbc:sqlite:" + folder.resolve("a.db"), "", ""),
                Map.of(),
                Map.of());
    }

    private GeneratedRows.Made generated(String schema) {
        Jdbc.executeAll(store.address(), schema);
        return GeneratedRows.into(store, catalogue(), Set.of("alembic_version"));
    }

    private Catalogue catalogue() {
        try (StoreReader reader = StoreReader.open(store.address())) {
            return reader.catalogue();
        }
    }

    private List<List<Object>> rows(String table) {
        try (StoreReader reader = StoreReader.open(store.address());
                RowCursor cursor = reader.rows(table, List.of())) {
            List<List<Object>> rows = new ArrayList<>();
            int columns =
                    reader.catalogue().table(table).orElseThrow().columns().size();
            while (cursor.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 0; i < columns; i++) {
                    row.add(cursor.value(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    @Test
    void anEmptyTableGetsARowWithAllAndOneWithLittle() {
        generated("CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR(10) NOT NULL UNIQUE, note TEXT, on_air BOOLEAN"
                + " DEFAULT 1, made DATETIME, cost NUMERIC(10, 2), settings JSON, blob BLOB)");
        assertThat(rows("t")).hasSize(2);
        assertThat(rows("t").get(0)).doesNotContainNull();
        assertThat(rows("t").get(1).subList(2, 8)).containsOnlyNulls();
    }

    @Test
    void whatIsNullInTheOldestRowHasAValueInItsCopy() {
        generated(
                "CREATE TABLE t (id TEXT PRIMARY KEY, note TEXT, seen BOOLEAN, n INTEGER NOT NULL, made DATETIME NOT NULL);"
                        + "INSERT INTO t VALUES ('a', 'younger', NULL, 1, '2026-02-01'), ('b', NULL, 1, 5, '2026-01-01')");
        List<Object> copy = rows("t").stream()
                .filter(r -> !r.get(0).equals("a") && !r.get(0).equals("b"))
                .findFirst()
                .orElseThrow();
        assertThat(copy.get(1)).asString().contains("t.note");
        assertThat(copy.get(2).toString()).isIn("0", "false");
        assertThat(copy.get(3).toString()).isEqualTo("6");
    }

    @Test
    void whatOnlySomeValuesFitGetsOneOfThem() {
        generated("CREATE TABLE t (id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('a', 'b')))");
        assertThat(rows("t").get(0).get(1)).isEqualTo("b");
    }

    @Test
    void rowsNameRowsThatAreThere() {
        GeneratedRows.Made made =
                generated("CREATE TABLE child (id TEXT PRIMARY KEY, parent TEXT NOT NULL REFERENCES parent(id));"
                        + "CREATE TABLE parent (id TEXT PRIMARY KEY, above TEXT REFERENCES parent(id))");
        assertThat(made.refused()).isEmpty();
        List<Object> parents = rows("parent").stream().map(r -> r.get(0)).toList();
        assertThat(parents).contains(rows("child").get(0).get(1));
    }

    @Test
    void whatWillBeUniqueIsToldApart() {
        Jdbc.executeAll(
                store.address(),
                "CREATE TABLE t (id TEXT PRIMARY KEY, owner TEXT, name TEXT NOT NULL); INSERT INTO t VALUES ('x', 'me', 'live')");
        Catalogue now = catalogue();
        Table t = now.table("t").orElseThrow();
        Index unique = new Index("u", List.of("name"), "", true, true, true);
        Catalogue later = new Catalogue(
                now.engine(),
                List.of(new Table("t", t.columns(), t.primaryKey(), t.foreignKeys(), t.checks(), List.of(unique))),
                List.of(),
                List.of(),
                List.of());
        GeneratedRows.into(store, later, Set.of());
        assertThat(rows("t").stream().map(r -> r.get(2)).distinct()).hasSize(2);
    }

    @Test
    void whatNoTableTakesIsSaid() {
        GeneratedRows.Made made = generated(
                "CREATE TABLE odd (id INTEGER PRIMARY KEY, n INTEGER NOT NULL CHECK (n = 7 AND n > 9));"
                        + "CREATE TABLE fine (id INTEGER PRIMARY KEY); CREATE TABLE alembic_version (version_num TEXT)");
        assertThat(made.made()).containsOnlyKeys("fine");
        assertThat(made.refused()).allMatch(line -> line.startsWith("odd: ")).isNotEmpty();
    }
}
