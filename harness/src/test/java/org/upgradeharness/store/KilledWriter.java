package org.upgradeharness.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A SQLite file as a writer leaves it that was killed in a transaction: rows are gone, and only the journal beside it has them. */
final class KilledWriter {
    static final int ROWS = 5000;

    private KilledWriter() {}

    /** Makes the file, with all rows of the table {@code t} in it or in its journal. */
    static Path leaves(Path folder) throws IOException, SQLException {
        Path file = folder.resolve("written.db");
        Path killed = folder.resolve("killed.db");
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement s = c.createStatement()) {
            s.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)");
            s.execute("WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < " + ROWS + ")"
                    + " INSERT INTO t SELECT i, hex(randomblob(50)) FROM c");
            s.execute("PRAGMA cache_size = 1");
            s.execute("BEGIN");
            s.execute("DELETE FROM t WHERE id % 2 = 0");
            Files.copy(file, killed);
            Files.copy(SqliteOpening.beside(file, "-journal"), SqliteOpening.beside(killed, "-journal"));
            s.execute("ROLLBACK");
        }
        return killed;
    }
}
