package org.upgradeharness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowCopiesTest {
    @TempDir
    Path folder;

    private StoreAddress address;

    @BeforeEach
    void make() throws Exception {
        address = new StoreAddress(Engine.SQLITE, "jdbc:sqlite:" + folder.resolve("a.db"), "", "");
        try (Connection c = DriverManager.getConnection(address.jdbcUrl());
                Statement s = c.createStatement()) {
            s.execute("CREATE TABLE counted (id INTEGER PRIMARY KEY, x TEXT)");
            s.execute("CREATE TABLE named (id VARCHAR(36) PRIMARY KEY, name TEXT UNIQUE, x TEXT)");
            s.execute(
                    "CREATE TABLE owned (owner TEXT, id TEXT PRIMARY KEY, uri TEXT, shown TEXT, UNIQUE (shown, owner, uri))");
            s.execute("INSERT INTO owned VALUES ('me', 'id-1', 'uri-1', 'all')");
            s.execute("CREATE TABLE paired (a TEXT, b TEXT, PRIMARY KEY (a, b))");
            s.execute("INSERT INTO counted VALUES (7, 'lowest'), (9, 'other')");
            s.execute("INSERT INTO named VALUES ('4a4dadea394c4f8d8d55e9c0aaaaaaaa', 'a name', 'kept')");
        }
    }

    private long number(String sql) throws Exception {
        try (Connection c = DriverManager.getConnection(address.jdbcUrl());
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery(sql)) {
            return r.getLong(1);
        }
    }

    private void copy(String table, int count) {
        try (StoreReader reader = StoreReader.open(address)) {
            Jdbc.executeAll(address, RowCopies.sql(reader.catalogue(), table, count));
        }
    }

    @Test
    void theRowWithTheLowestKeyIsCopied() throws Exception {
        copy("counted", 100);
        assertThat(number("SELECT count(*) FROM counted WHERE x = 'lowest'")).isEqualTo(101);
        assertThat(number("SELECT count(*) FROM counted")).isEqualTo(102);
    }

    @Test
    void whatIsUniqueIsToldApart() throws Exception {
        copy("named", 100);
        assertThat(number("SELECT count(DISTINCT name) FROM named WHERE x = 'kept'"))
                .isEqualTo(101);
    }

    /** Who owns a thing comes before its name in a key: copies have the same owner. */
    @Test
    void ofAKeyOfSeveralTheLastIsToldApart() throws Exception {
        copy("owned", 10);
        assertThat(number("SELECT count(DISTINCT uri) FROM owned WHERE owner = 'me' AND shown = 'all'"))
                .isEqualTo(11);
    }

    @Test
    void whatCannotBeCopiedIsSaid() {
        assertThatThrownBy(() -> copy("paired", 1)).hasMessageContaining("its key is not one column");
        assertThatThrownBy(() -> copy("none", 1)).hasMessageContaining("No table none");
    }
}
