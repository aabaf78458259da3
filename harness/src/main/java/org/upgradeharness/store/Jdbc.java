package org.upgradeharness.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.upgradeharness.config.BrokenEnvironment;

/** Connections to stores. */
final class Jdbc {
    private Jdbc() {}

    static Connection connect(StoreAddress address) throws SQLException {
        return address.user().isEmpty()
                ? DriverManager.getConnection(address.jdbcUrl())
                : DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    /** Runs SQL as one transaction. */
    static void executeAll(StoreAddress address, String sql) {
        try (Connection c = connect(address);
                Statement s = c.createStatement()) {
            c.setAutoCommit(false);
            for (String statement : SqlScript.statements(sql)) {
                s.execute(statement);
            }
            c.commit();
        } catch (SQLException e) {
            throw new BrokenEnvironment("SQL on " + address + " failed: " + e.getMessage(), e);
        }
    }
}
