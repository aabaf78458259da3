package org.upgradeharness.store;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.upgradeharness.config.BrokenEnvironment;

/**
 * The rows of one table, one at a time, in the order of the key asked for. Holds a database cursor and about a thousand
 * rows; must be closed.
 */
public final class RowCursor implements AutoCloseable {
    private final String table;
    private final List<Column> columns;
    private final List<KeyColumn> keys;
    private final int[] keyPositions;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final boolean textOnly;
    private Object[] current = new Object[0];
    private List<Object> key = List.of();

    RowCursor(Table table, List<KeyColumn> keys, int[] keyPositions, PreparedStatement statement, boolean textOnly)
            throws SQLException {
        this.table = table.name();
        this.columns = table.columns();
        this.keys = keys;
        this.keyPositions = keyPositions.clone();
        this.statement = statement;
        this.textOnly = textOnly;
        this.rows = statement.executeQuery();
    }

    /** The columns, in the order of {@link #value}. */
    public List<Column> columns() {
        return columns;
    }

    /**
     * Moves to the next row.
     *
     * @return false after the last one
     * @throws BrokenEnvironment if the database stops answering
     */
    public boolean next() {
        try {
            if (!rows.next()) {
                return false;
            }
            Object[] row = new Object[columns.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = cell(i + 1);
            }
            current = row;
            List<Object> parts = new ArrayList<>(keys.size());
            for (int i = 0; i < keys.size(); i++) {
                parts.add(keyPart(keys.get(i), keyPositions[i]));
            }
            key = parts;
            return true;
        } catch (SQLException e) {
            throw new BrokenEnvironment("Reading the rows of " + table + " failed: " + e.getMessage(), e);
        }
    }

    /**
     * A value of the current row as the database gives it: null, {@link String}, {@link Long}, {@link Double} or
     * {@code byte[]}. PostgreSQL gives everything as text (times in UTC, bytes as hex), SQLite what is stored.
     */
    public Object value(int column) {
        return current[column];
    }

    /** The key of the current row, to be compared with {@link KeyColumn#compare(List, List)}. */
    public List<Object> key() {
        return key;
    }

    private Object keyPart(KeyColumn column, int position) throws SQLException {
        Object value = position <= columns.size() ? current[position - 1] : cell(position);
        if (value == null) {
            return null;
        }
        String text =
                value instanceof byte[] bytes ? HexFormat.of().withUpperCase().formatHex(bytes) : value.toString();
        if (column.order() == KeyColumn.Order.TEXT) {
            return text;
        }
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return text; // SQLite lets text stand in a number column, and orders it after all numbers, as we do.
        }
    }

    private Object cell(int position) throws SQLException {
        if (textOnly) {
            return rows.getString(position);
        }
        Object value = rows.getObject(position);
        return value instanceof Integer number ? Long.valueOf(number) : value;
    }

    @Override
    public void close() {
        try {
            statement.close(); // closes its rows as well
        } catch (SQLException e) {
            throw new BrokenEnvironment("Closing the cursor on " + table + " failed: " + e.getMessage(), e);
        }
    }
}
