package org.upgradeharness.store;

import java.sql.Connection;
import java.sql.SQLException;

/** SQLite: values are read as they are stored; NULL orders first by itself. */
final class SqliteDialect implements Dialect {
    @Override
    public Catalogue catalogue(Connection connection) throws SQLException {
        return new SqliteCatalogue(connection).read();
    }

    @Override
    public String keyExpression(String quoted, Column column, KeyColumn.Order order) {
        if (order == KeyColumn.Order.NUMBER) {
            return quoted;
        }
        return switch (column.type().family()) {
            case TEXT -> quoted;
            case BYTES -> "hex(" + quoted + ")";
            default -> "CAST(" + quoted + " AS TEXT)";
        };
    }

    @Override
    public String orderSuffix(KeyColumn.Order order) {
        return order == KeyColumn.Order.TEXT ? " COLLATE BINARY" : "";
    }

    @Override
    public boolean textOnly() {
        return false;
    }
}
