package org.upgradeharness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a reader of any engine must do. A subclass gives an empty database for each test; on PostgreSQL it also proves what only
 * that engine has.
 */
public abstract class StoreReaderContract {
    private StoreAddress address;

    /** An empty database. */
    protected abstract StoreAddress emptyStore();

    @BeforeEach
    void open() {
        address = emptyStore();
    }

    /** Runs statements on the store through a connection of their own. */
    protected final void run(String... statements) {
        run(address, statements);
    }

    static void run(StoreAddress address, String... statements) {
        try (Connection c = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement s = c.createStatement()) {
            for (String sql : statements) {
                s.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Object> keys(StoreReader reader, String table, String column) {
        List<Object> keys = new ArrayList<>();
        try (RowCursor cursor = reader.rows(table, List.of(column))) {
            List<Object> last = null;
            while (cursor.next()) {
                if (last != null) {
                    assertThat(KeyColumn.compare(last, cursor.key()))
                            .as("%s before %s", last, cursor.key())
                            .isNegative();
                }
                last = cursor.key();
                keys.add(
                        cursor.key().get(0) instanceof java.math.BigDecimal n
                                ? n.intValue()
                                : cursor.key().get(0));
            }
        }
        return keys;
    }

    @Test
    void ordersRowsAsJavaComparesThem() {
        run(
                "CREATE TABLE t (id VARCHAR(36) NOT NULL PRIMARY KEY)",
                "CREATE TABLE n (id INTEGER NOT NULL PRIMARY KEY)",
                "INSERT INTO t VALUES ('a'), ('B'), ('_'), ('é'), ('a b'), ('ab'), (''), ('\uffee'), ('😀'), ('A')",
                "INSERT INTO n VALUES (10), (9), (-1), (100)");
        try (StoreReader reader = StoreReader.open(address)) {
            assertThat(keys(reader, "t", "id"))
                    .containsExactly("", "A", "B", "_", "a", "a b", "ab", "é", "\uffee", "😀");
            assertThat(keys(reader, "n", "id")).containsExactly(-1, 9, 10, 100);
            assertThat(reader.count("t")).isEqualTo(10);
            assertThatThrownBy(() -> reader.count("x")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void seesOneInstantWhileAnotherWrites() {
        run("CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        try (StoreReader reader = StoreReader.open(address)) {
            run("INSERT INTO t VALUES (2)");
            assertThat(reader.count("t")).isEqualTo(1);
            run("INSERT INTO t VALUES (3)");
            assertThat(keys(reader, "t", "id")).containsExactly(1);
        }
        try (StoreReader reader = StoreReader.open(address)) {
            assertThat(reader.count("t")).isEqualTo(3);
        }
    }

    @Test
    void readsTheCatalogue() {
        run(
                "CREATE TABLE p (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(50) DEFAULT 'it''s' NOT NULL, CONSTRAINT uq UNIQUE (name))",
                "CREATE TABLE c (a INTEGER NOT NULL, b VARCHAR(10) NOT NULL, p_id INTEGER REFERENCES p (id) ON DELETE SET NULL,"
                        + " at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (b, a), CONSTRAINT ck CHECK (a > 0))",
                "CREATE INDEX ix ON c (lower(b), a)",
                "CREATE UNIQUE INDEX uq_part ON c (a) WHERE p_id IS NULL");
        try (StoreReader reader = StoreReader.open(address)) {
            Catalogue catalogue = reader.catalogue();
            assertThat(catalogue.tables()).extracting(Table::name).containsExactly("c", "p");
            Table c = catalogue.table("c").orElseThrow();
            assertThat(c.primaryKey()).containsExactly("b", "a");
            assertThat(c.foreignKeys())
                    .extracting(ForeignKey::link, ForeignKey::onDelete, ForeignKey::onUpdate)
                    .containsExactly(tuple("(p_id) -> p (id)", "set null", "no action"));
            assertThat(c.checks()).containsExactly(new Check("ck", "a > 0"));
            assertThat(c.indexes())
                    .containsExactly(
                            new Index("ix", List.of("lower(b)", "a"), "", false, false, true),
                            new Index("uq_part", List.of("a"), "p_id is null", true, false, true));
            assertThat(c.columns())
                    .extracting(Column::name, x -> x.type().toString(), Column::nullable, Column::defaultText)
                    .containsExactly(
                            tuple("a", "integer", false, ""),
                            tuple("b", "varchar(10)", false, ""),
                            tuple("p_id", "integer", true, ""),
                            tuple("at", "timestamp", true, "now()"));
            Table p = catalogue.table("p").orElseThrow();
            assertThat(p.column("name").orElseThrow().defaultText()).isEqualTo("'it''s'");
            assertThat(p.indexes()).containsExactly(new Index("uq", List.of("name"), "", true, true, true));
        }
    }
}
