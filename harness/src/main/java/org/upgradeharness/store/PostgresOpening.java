package org.upgradeharness.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Opens a PostgreSQL store for reading. */
final class PostgresOpening {
    private PostgresOpening() {}

    static StoreReader open(StoreAddress address) throws SQLException {
        Properties options = new Properties();
        options.setProperty("user", address.user());
        options.setProperty("password", address.password());
        options.setProperty("binaryTransfer", "false");
        options.setProperty("connectTimeout", "10");
        Connection connection = DriverManager.getConnection(address.jdbcUrl(), options);
        try (Statement session = connection.createStatement()) {
            session.execute("SET TIME ZONE 'UTC'");
            session.execute("SET DateStyle TO 'ISO, YMD'");
            session.execute("SET IntervalStyle TO 'iso_8601'");
            session.execute("SET bytea_output TO 'hex'");
            session.execute("SET extra_float_digits TO 3");
            session.execute("SET search_path TO public");
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            session.execute("SELECT 1"); // the first statement fixes the instant
            return new StoreReader(address, connection, new PostgresDialect(), () -> {});
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
