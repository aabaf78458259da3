package org.upgradeharness.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.upgradeharness.config.BrokenEnvironment;

/**
 * Rows made from the catalogue alone, so that no table is empty and no column without a value: an empty table gets a row with a
 * value in every column and one with as few as it takes; a table with rows gets a copy of its oldest one in which what was NULL
 * has a value, and what is true or false, a number or one of a list has another one. No gateway has written them: they tell what
 * migrations do to rows, and none should be started on them.
 */
public final class GeneratedRows {
    private final Catalogue catalogue;
    private final Catalogue later;
    private final Connection connection;
    private final Map<String, Integer> made = new TreeMap<>();
    private final List<String> refused = new ArrayList<>();

    private GeneratedRows(Catalogue catalogue, Catalogue later, Connection connection) {
        this.catalogue = catalogue;
        this.later = later;
        this.connection = connection;
    }

    /**
     * What came of it.
     *
     * @param made rows by table
     * @param refused a line for each row that the store did not take, and why
     */
    public record Made(Map<String, Integer> made, List<String> refused) {
        public Made {
            made = Map.copyOf(made);
            refused = List.copyOf(refused);
        }

        /** One line a table, for people. */
        public List<String> lines() {
            List<String> lines = new ArrayList<>();
            new TreeMap<>(made).forEach((table, rows) -> lines.add(table + ": " + rows));
            lines.addAll(refused);
            return lines;
        }
    }

    /**
     * Makes the rows.
     *
     * @param later the schema that they are to be migrated to: what is unique there is told apart, so that no migration has to do it
     * @param except tables that are left alone, such as the version table
     * @throws BrokenEnvironment if the store cannot be reached
     */
    public static Made into(Store store, Catalogue later, Set<String> except) {
        Catalogue catalogue;
        try (StoreReader reader = StoreReader.open(store.address())) {
            catalogue = reader.catalogue();
        }
        try (Connection connection = Jdbc.connect(store.address())) {
            GeneratedRows rows = new GeneratedRows(catalogue, later, connection);
            if (store.engine() == Engine.SQLITE) {
                rows.run("PRAGMA synchronous=OFF");
                rows.run("PRAGMA foreign_keys=ON");
            }
            for (Table table : rows.targetsFirst()) {
                if (!except.contains(table.name())) {
                    rows.fill(table);
                }
            }
            return new Made(rows.made, rows.refused);
        } catch (SQLException e) {
            throw new BrokenEnvironment("Rows could not be made in " + store + ": " + e.getMessage(), e);
        }
    }

    /** A row can name only rows that are there; of tables that name each other the first in the alphabet comes first. */
    private List<Table> targetsFirst() {
        Map<String, Table> open = new LinkedHashMap<>();
        catalogue.tables().forEach(t -> open.put(t.name(), t));
        List<Table> ordered = new ArrayList<>();
        while (!open.isEmpty()) {
            Table next = open.values().stream()
                    .filter(t -> t.foreignKeys().stream()
                            .noneMatch(k -> !k.target().equals(t.name()) && open.containsKey(k.target())))
                    .findFirst()
                    .orElseGet(() -> open.values().iterator().next());
            ordered.add(next);
            open.remove(next.name());
        }
        return ordered;
    }

    private void fill(Table table) throws SQLException {
        if (isEmpty(table)) {
            take(table, List.of(inserted(table, 1, true), inserted(table, 1, false)));
            take(table, List.of(inserted(table, 2, false)));
            return;
        }
        Optional<Set<String>> apart = new KeyParts(table)
                .all(later.table(table.name()).map(Table::indexes).orElse(List.of()));
        if (apart.isEmpty()) {
            refused.add(table.name() + ": not copied, since a key of it consists of names of other rows");
            return;
        }
        take(table, List.of(copied(table, apart.get(), true), copied(table, apart.get(), false)));
    }

    private boolean isEmpty(Table table) throws SQLException {
        try (Statement s = connection.createStatement();
                var r = s.executeQuery("SELECT 1 FROM " + Dialect.quote(table.name()) + " LIMIT 1")) {
            return !r.next();
        }
    }

    /** The first of the statements that the store accepts. */
    private void take(Table table, List<String> statements) {
        String reason = "";
        for (String sql : statements) {
            try {
                run(sql);
                made.merge(table.name(), 1, Integer::sum);
                return;
            } catch (SQLException e) {
                reason = reason.isEmpty() ? e.getMessage().lines().findFirst().orElse("") : reason;
            }
        }
        refused.add(table.name() + ": " + reason);
    }

    private void run(String sql) throws SQLException {
        try (Statement s = connection.createStatement()) {
            s.execute(sql);
        }
    }

    private String inserted(Table table, int number, boolean full) {
        GeneratedValue values = new GeneratedValue(catalogue, table);
        Map<String, String> row = new LinkedHashMap<>();
        for (Column column : table.columns()) {
            if (!column.generated().isEmpty()) {
                continue;
            }
            Optional<String> value = named(table, column).or(() -> values.of(column, number));
            if (!full && column.nullable()) {
                row.put(Dialect.quote(column.name()), "NULL");
            } else if (value.isPresent() && (full || !column.fillsItself())) {
                row.put(Dialect.quote(column.name()), value.get());
            }
        }
        String into = "INSERT INTO " + Dialect.quote(table.name());
        return row.isEmpty()
                ? into + " DEFAULT VALUES"
                : into + " (" + String.join(", ", row.keySet()) + ") VALUES (" + String.join(", ", row.values()) + ")";
    }

    private String copied(Table table, Set<String> apart, boolean varied) {
        GeneratedValue values = new GeneratedValue(catalogue, table);
        Map<String, String> row = new LinkedHashMap<>();
        for (Column column : table.columns()) {
            if (column.generated().isEmpty()) {
                String old = "r." + Dialect.quote(column.name());
                Optional<String> name = named(table, column);
                Optional<String> value = name.or(() -> values.of(column, 1));
                String kept = varied && name.isEmpty() ? another(column, values.choices(column), old) : old;
                row.put(
                        Dialect.quote(column.name()),
                        apart.contains(column.name()) && value.isPresent()
                                ? value.get()
                                : value.map(v -> "COALESCE(" + kept + ", " + v + ")")
                                        .orElse(old));
            }
        }
        String quoted = Dialect.quote(table.name());
        return "INSERT INTO " + quoted + " (" + String.join(", ", row.keySet()) + ") SELECT "
                + String.join(", ", row.values()) + " FROM (SELECT * FROM " + quoted + order(table) + " LIMIT 1) r";
    }

    private static String another(Column column, List<String> choices, String old) {
        if (choices.size() > 1) {
            String last = choices.get(choices.size() - 1);
            return "CASE WHEN " + old + " IS NULL THEN NULL WHEN " + old + " = " + last + " THEN " + choices.get(0)
                    + " ELSE " + last + " END";
        }
        return switch (column.type().family()) {
            case BOOLEAN -> "NOT " + old;
            case INTEGER, DECIMAL, FLOAT -> old + " + 1";
            default -> old;
        };
    }

    /** The oldest, where a time tells it: keys are drawn anew in each store. */
    private static String order(Table table) {
        List<String> columns = new ArrayList<>();
        table.columns().stream()
                .filter(c -> !c.nullable() && isTime(c))
                .limit(1)
                .forEach(c -> columns.add(c.name()));
        columns.addAll(table.primaryKey());
        return columns.isEmpty()
                ? ""
                : " ORDER BY " + columns.stream().map(Dialect::quote).collect(Collectors.joining(", "));
    }

    private static boolean isTime(Column column) {
        return column.type().family() == Family.TIMESTAMP || column.type().family() == Family.TIMESTAMP_TZ;
    }

    /** What a column must hold that names a row of another table; one that names a row of its own table is left to be NULL. */
    private Optional<String> named(Table table, Column column) {
        return table.foreignKeys().stream()
                .filter(k -> k.columns().contains(column.name()))
                .findFirst()
                .map(k -> k.target().equals(table.name()) && column.nullable()
                        ? "NULL"
                        : "(SELECT "
                                + Dialect.quote(
                                        k.targetColumns().get(k.columns().indexOf(column.name())))
                                + " FROM " + Dialect.quote(k.target())
                                + catalogue
                                        .table(k.target())
                                        .map(GeneratedRows::order)
                                        .orElse("") + " LIMIT 1)");
    }
}
