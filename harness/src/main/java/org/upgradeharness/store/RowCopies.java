package org.upgradeharness.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * SQL that copies one row many times. Of each key one column gets the copy's number: a text as its last eight characters; a number that
 * the database draws by itself is left out.
 */
public final class RowCopies {
    private static final int DIGITS = 8;

    private final Engine engine;
    private final Table table;

    private RowCopies(Engine engine, Table table) {
        this.engine = engine;
        this.table = table;
    }

    /**
     * The statement.
     *
     * @param catalogue the store's schema
     * @param tableName the table
     * @param column the column that finds the row
     * @param value its value there
     * @param count how many copies
     * @throws IllegalArgumentException if there is no such table, or its key cannot be told apart
     */
    public static String sql(Catalogue catalogue, String tableName, String column, String value, int count) {
        return new RowCopies(catalogue.engine(), table(catalogue, tableName))
                .insert("r." + Dialect.quote(column) + " = '" + value.replace("'", "''") + "'", count);
    }

    /**
     * The statement that copies the row with the lowest key.
     *
     * @throws IllegalArgumentException if there is no such table, or its key is not one column that can be told apart
     */
    public static String sql(Catalogue catalogue, String tableName, int count) {
        Table table = table(catalogue, tableName);
        if (table.primaryKey().size() != 1) {
            throw new IllegalArgumentException(
                    "Rows of " + tableName + " cannot be copied: its key is not one column.");
        }
        String key = Dialect.quote(table.primaryKey().get(0));
        return new RowCopies(catalogue.engine(), table)
                .insert("r." + key + " = (SELECT min(" + key + ") FROM " + Dialect.quote(tableName) + ")", count);
    }

    private static Table table(Catalogue catalogue, String name) {
        return catalogue
                .table(name)
                .orElseThrow(() -> new IllegalArgumentException("No table " + name + " to copy rows in."));
    }

    private String insert(String which, int count) {
        Map<String, String> selected = new LinkedHashMap<>();
        Set<String> apart = apart();
        for (Column c : table.columns()) {
            String quoted = Dialect.quote(c.name());
            if (c.generated().isEmpty()) {
                selected.put(quoted, apart.contains(c.name()) ? numbered(c) : "r." + quoted);
            }
        }
        return "INSERT INTO " + Dialect.quote(table.name()) + " (" + String.join(", ", selected.keySet()) + ") "
                + "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < " + count
                + ") SELECT " + String.join(", ", selected.values()) + " FROM " + Dialect.quote(table.name())
                + " r, numbers WHERE " + which;
    }

    private Set<String> apart() {
        return new KeyParts(table)
                .needed()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Rows of " + table.name() + " cannot be copied: a key of it consists of names of other rows."));
    }

    private String numbered(Column column) {
        String quoted = "r." + Dialect.quote(column.name());
        if (column.type().family().numeric()) {
            return quoted + " + n";
        }
        String digits = engine == Engine.POSTGRES
                ? "lpad(CAST(n AS text), " + DIGITS + ", '0')"
                : "printf('%0" + DIGITS + "d', n)";
        return "substr(" + quoted + ", 1, CASE WHEN length(" + quoted + ") > " + DIGITS + " THEN length(" + quoted
                + ") - " + DIGITS + " ELSE 0 END) || " + digits;
    }
}
