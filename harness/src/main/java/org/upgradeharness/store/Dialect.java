package org.upgradeharness.store;

import java.sql.Connection;
import java.sql.SQLException;

/** What differs between the engines when a store is read. */
interface Dialect {
    Catalogue catalogue(Connection connection) throws SQLException;

    /** The SQL expression that rows are ordered by; equal to {@code quoted} where the column's own value is the key. */
    String keyExpression(String quoted, Column column, KeyColumn.Order order);

    /** What follows the key expression in ORDER BY. */
    String orderSuffix(KeyColumn.Order order);

    /** Whether values are read as the text that the server prints. */
    boolean textOnly();

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
