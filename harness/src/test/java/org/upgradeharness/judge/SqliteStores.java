package org.upgradeharness.judge;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.StoreAddress;
import org.upgradeharness.store.StoreReader;

/** SQLite stores made of SQL text in a temporary folder. */
final class SqliteStores {
    private final Path folder;
    private int made;

    SqliteStores(Path folder) {
        this.folder = folder;
    }

    /** A new store in which the statements were run. */
    StoreReader of(String... statements) {
        StoreAddress address =
                new StoreAddress(Engine.SQLITE, "jdbc:sqlite:" + folder.resolve("s" + made++ + ".db"), "", "");
        try (Connection c = DriverManager.getConnection(address.jdbcUrl());
                Statement s = c.createStatement()) {
            for (String sql : statements) {
                s.executeUpdate(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return StoreReader.open(address);
    }

    /** All differences between the two, under the declared changes. */
    static RowComparison compare(StoreReader before, StoreReader after, AllowedChange... allowed) {
        return RowJudge.compare(before, after, List.of(allowed), line -> {});
    }

    /** The lines that the evidence would get. */
    static List<String> lines(StoreReader before, StoreReader after, AllowedChange... allowed) {
        List<String> lines = new ArrayList<>();
        RowJudge.compare(before, after, List.of(allowed), lines::add);
        return lines;
    }
}
