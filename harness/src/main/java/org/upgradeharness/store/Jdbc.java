package org.upgradeharness.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.upgradeharness.config.BrokenEnvironment;

/** Connections to stores. */
final class Jdbc {
    private static final int SHOWN = 80;

    private Jdbc() {}

    static Connection connect(StoreAddress address) throws SQLException {
        return address.user().isEmpty()
                ? DriverManager.getConnection(address.jdbcUrl())
                : DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    /** Runs SQL as one transaction; how many rows its statements inserted, changed and deleted. */
    static long executeAll(StoreAddress address, String sql) {
        String running = "connecting:";
        try (Connection c = connect(address);
                Statement s = c.createStatement()) {
            c.setAutoCommit(false);
            int count = 0;
            long changed = 0;
            for (String statement : SqlScript.statements(sql)) {
                count++;
                running = "statement " + count + ", \"" + beginning(statement) + "\":";
                if (!s.execute(statement)) {
                    changed += Math.max(0, s.getUpdateCount());
                }
            }
            running = "committing:";
            c.commit();
            return changed;
        } catch (SQLException e) {
            throw new BrokenEnvironment("SQL failed at " + running + " " + e.getMessage() + " (" + address + ")", e);
        }
    }

    private static String beginning(String statement) {
        String line = statement.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
