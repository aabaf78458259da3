package org.upgradeharness.store;

import java.sql.Connection;
import java.sql.SQLException;

/** PostgreSQL: everything is read as the text that the server prints. */
final class PostgresDialect implements Dialect {
    @Override
    public Catalogue catalogue(Connection connection) throws SQLException {
        return new PostgresCatalogue(connection).read();
    }

    @Override
    public String keyExpression(String quoted, Column column, KeyColumn.Order order) {
        if (order == KeyColumn.Order.NUMBER) {
            return quoted;
        }
        String base = column.type().base();
        return base.equals("varchar") || base.equals("text") ? quoted : quoted + "::text";
    }

    @Override
    public String orderSuffix(KeyColumn.Order order) {
        return (order == KeyColumn.Order.TEXT ? " COLLATE \"C\"" : "") + " NULLS FIRST";
    }

    @Override
    public boolean textOnly() {
        return true;
    }
}
