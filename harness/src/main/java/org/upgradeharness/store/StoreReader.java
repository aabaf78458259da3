package org.upgradeharness.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.upgradeharness.config.BrokenEnvironment;

/**
 * One consistent, read-only view of a store: all that is read through one reader is of one instant, whatever a gateway writes
 * meanwhile. On PostgreSQL it is a repeatable-read transaction and sees the schema {@code public} alone. On SQLite it is one
 * read transaction where the file is in WAL mode, otherwise a private copy, since a long reader would stop the gateway from
 * committing. Not for use by two threads.
 */
public final class StoreReader implements AutoCloseable {
    private static final int FETCH = 1000;

    private final StoreAddress address;
    private final Connection connection;
    private final Dialect dialect;
    private final Runnable cleanUp;
    private Catalogue catalogue;

    StoreReader(StoreAddress address, Connection connection, Dialect dialect, Runnable cleanUp) {
        this.address = address;
        this.connection = connection;
        this.dialect = dialect;
        this.cleanUp = cleanUp;
    }

    /**
     * Opens the view; its instant is now.
     *
     * @throws BrokenEnvironment if the database cannot be reached or read
     */
    public static StoreReader open(StoreAddress address) {
        try {
            return address.engine() == Engine.POSTGRES ? PostgresOpening.open(address) : SqliteOpening.open(address);
        } catch (SQLException e) {
            throw new BrokenEnvironment("The store " + address + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The kind of database. */
    public Engine engine() {
        return address.engine();
    }

    /**
     * The schema, read once and kept.
     *
     * @throws BrokenEnvironment if the database stops answering
     */
    public Catalogue catalogue() {
        if (catalogue == null) {
            try {
                catalogue = dialect.catalogue(connection);
            } catch (SQLException e) {
                throw new BrokenEnvironment("The catalogue of " + address + " cannot be read: " + e.getMessage(), e);
            }
        }
        return catalogue;
    }

    /**
     * All rows in the order of the key columns, numbers by value and all else by the bytes of its UTF-8 text. With no key
     * column the order is the engine's.
     *
     * @throws IllegalArgumentException if there is no such table or column
     */
    public RowCursor rows(String table, List<String> keyColumns) {
        Table t = find(table);
        return rowsBy(
                table,
                keyColumns.stream()
                        .map(c -> new KeyColumn(
                                c,
                                find(t, c).type().family().numeric() ? KeyColumn.Order.NUMBER : KeyColumn.Order.TEXT))
                        .toList());
    }

    /** Like {@link #rows(String, List)}, with the order said for each column. */
    public RowCursor rowsBy(String table, List<KeyColumn> keys) {
        return rowsBy(table, keys, null);
    }

    /** The same, of the rows alone that fall into these shares; see {@link #shares}. */
    public RowCursor rowsBy(String table, List<KeyColumn> keys, Set<Integer> shares) {
        Table t = find(table);
        List<String> selected = new ArrayList<>(
                t.columns().stream().map(c -> Dialect.quote(c.name())).toList());
        List<String> order = new ArrayList<>();
        int[] positions = new int[keys.size()];
        for (int i = 0; i < positions.length; i++) {
            Column column = find(t, keys.get(i).column());
            String quoted = Dialect.quote(column.name());
            String expression =
                    dialect.keyExpression(quoted, column, keys.get(i).order());
            if (expression.equals(quoted)) {
                positions[i] = t.columns().indexOf(column) + 1;
            } else {
                selected.add(expression);
                positions[i] = selected.size();
            }
            order.add(expression + dialect.orderSuffix(keys.get(i).order()));
        }
        String where = shares == null
                ? ""
                : " WHERE " + RowShares.number(quoted(keyNames(keys))) + " = ANY ('{"
                        + shares.stream().map(String::valueOf).collect(Collectors.joining(",")) + "}')";
        String sql = "SELECT " + (selected.isEmpty() ? "1" : String.join(", ", selected)) + " FROM " + name(t) + where
                + (order.isEmpty() ? "" : " ORDER BY " + String.join(", ", order));
        try {
            PreparedStatement statement = connection.prepareStatement(sql);
            statement.setFetchSize(FETCH);
            return new RowCursor(t, List.copyOf(keys), positions, statement, dialect.textOnly());
        } catch (SQLException e) {
            throw new BrokenEnvironment("Reading the rows of " + table + " failed: " + e.getMessage(), e);
        }
    }

    /**
     * What the rows come to, share by share: reckoned by the server, which takes a fraction of the time of reading them.
     *
     * @param keys the columns that say into which share a row falls
     * @param columns what the digests cover
     * @throws IllegalArgumentException if there is no such table
     * @throws BrokenEnvironment on SQLite, which cannot reckon it
     */
    public RowShares shares(String table, List<KeyColumn> keys, List<String> columns) {
        Map<Integer, RowShares.Share> shares = new HashMap<>();
        String sql = RowShares.question(name(find(table)), quoted(keyNames(keys)), quoted(columns));
        try (Statement s = connection.createStatement();
                ResultSet r = s.executeQuery(sql)) {
            while (r.next()) {
                shares.put(r.getInt(1), new RowShares.Share(r.getLong(2), r.getString(3)));
            }
        } catch (SQLException e) {
            throw new BrokenEnvironment("Reading the rows of " + table + " failed: " + e.getMessage(), e);
        }
        return new RowShares(shares);
    }

    /**
     * The number of rows of a table.
     *
     * @throws IllegalArgumentException if there is no such table
     */
    public long count(String table) {
        try (PreparedStatement s = connection.prepareStatement("SELECT count(*) FROM " + name(find(table)));
                ResultSet r = s.executeQuery()) {
            r.next();
            return r.getLong(1);
        } catch (SQLException e) {
            throw new BrokenEnvironment("Counting the rows of " + table + " failed: " + e.getMessage(), e);
        }
    }

    /** Sequences and what the columns that they fill have reached. */
    public List<SequenceState> sequences() {
        return catalogue().sequences();
    }

    private static List<String> keyNames(List<KeyColumn> keys) {
        return keys.stream().map(KeyColumn::column).toList();
    }

    private static List<String> quoted(List<String> columns) {
        return columns.stream().map(Dialect::quote).toList();
    }

    private String name(Table table) {
        return (engine() == Engine.POSTGRES ? "public." : "") + Dialect.quote(table.name());
    }

    private Table find(String table) {
        return catalogue()
                .table(table)
                .orElseThrow(() -> new IllegalArgumentException("No table " + table + " in " + address));
    }

    private static Column find(Table table, String column) {
        return table.column(column)
                .orElseThrow(() -> new IllegalArgumentException("No column " + table.name() + "." + column));
    }

    @Override
    public void close() {
        try {
            connection.close(); // ends the read transaction; there is nothing to commit
        } catch (SQLException e) {
            throw new BrokenEnvironment("Closing the store " + address + " failed: " + e.getMessage(), e);
        } finally {
            cleanUp.run();
        }
    }
}
