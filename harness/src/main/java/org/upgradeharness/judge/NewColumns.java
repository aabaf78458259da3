package org.upgradeharness.judge;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.Column;
import org.upgradeharness.store.Family;
import org.upgradeharness.store.RowCursor;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.store.Table;

/**
 * What stands in new columns of rows from before the upgrade: where a fresh installation of the release fills such a column with a fixed
 * value by itself, the old rows have that value, too. What is worked out for each row is looked at by {@link BackFill}; whether it is worked
 * out rightly, and what is NULL until somebody sets it, is not judged.
 */
public final class NewColumns {
    static final String ROWS = "rows from before the upgrade";
    private static final Pattern LITERAL = Pattern.compile("'([^']*)'|(-?\\d+(?:\\.\\d+)?)|(?i:(true|false))");
    private static final Set<Family> FIXED =
            Set.of(Family.BOOLEAN, Family.INTEGER, Family.DECIMAL, Family.FLOAT, Family.TEXT, Family.ENUM);

    private NewColumns() {}

    /**
     * Looks into the new columns of the tables that were there before, under the same key.
     *
     * @param fresh the schema of a fresh installation
     * @param declared the changes of rows that the release may make: what was renamed is not new
     */
    public static List<Finding> judge(
            StoreReader before, StoreReader after, Catalogue fresh, List<AllowedChange> declared) {
        List<Finding> findings = new ArrayList<>();
        for (Table old : before.catalogue().tables()) {
            underSameKey(old, after).ifPresent(now -> {
                Map<Column, String> filled = filled(old, now, fresh, declared);
                if (!filled.isEmpty()) {
                    findings.addAll(look(before, after, now, filled));
                }
            });
        }
        return findings;
    }

    /** A table as it is now, where its rows are known by what they were known by. */
    static Optional<Table> underSameKey(Table old, StoreReader after) {
        return after.catalogue()
                .table(old.name())
                .filter(now -> !now.primaryKey().isEmpty() && now.primaryKey().equals(old.primaryKey()));
    }

    /** The new columns that a fresh installation fills with a fixed value, and that value. */
    private static Map<Column, String> filled(Table old, Table now, Catalogue fresh, List<AllowedChange> declared) {
        Map<Column, String> filled = new TreeMap<>(java.util.Comparator.comparing(Column::name));
        for (Column column : now.columns()) {
            if (isNew(column, old, declared) && FIXED.contains(column.type().family())) {
                fresh.table(now.name())
                        .flatMap(table -> table.column(column.name()))
                        .flatMap(NewColumns::fixed)
                        .ifPresent(value -> filled.put(column, value));
            }
        }
        return filled;
    }

    /** Whether the old table had no such column, by whatever name. */
    static boolean isNew(Column column, Table old, List<AllowedChange> declared) {
        boolean renamed = declared.stream()
                .anyMatch(change -> change instanceof AllowedColumnRename rename
                        && rename.table().equals(old.name())
                        && rename.to().equals(column.name()));
        return old.column(column.name()).isEmpty() && !renamed;
    }

    /** The keys of all rows. */
    static Set<List<Object>> keys(StoreReader reader, Table table) {
        Set<List<Object>> keys = new HashSet<>();
        try (RowCursor rows = reader.rows(table.name(), table.primaryKey())) {
            while (rows.next()) {
                keys.add(rows.key());
            }
        }
        return keys;
    }

    private static Optional<String> fixed(Column column) {
        Matcher literal = LITERAL.matcher(column.defaultText());
        if (!literal.matches()) {
            return Optional.empty();
        }
        return Optional.of(literal.group(1) != null ? literal.group(1) : column.defaultText());
    }

    private static List<Finding> look(StoreReader before, StoreReader after, Table table, Map<Column, String> filled) {
        Set<List<Object>> old = keys(before, table);
        Map<String, Map<String, Integer>> others = new TreeMap<>();
        try (RowCursor rows = after.rows(table.name(), table.primaryKey())) {
            while (rows.next()) {
                if (old.contains(rows.key())) {
                    count(rows, filled, others);
                }
            }
        }
        List<Finding> findings = new ArrayList<>();
        filled.forEach((column, value) -> others.getOrDefault(column.name(), Map.of())
                .forEach((found, count) -> findings.add(Finding.of(
                        found.equals("NULL") ? Severity.WARNING : Severity.ERROR,
                        Kind.CHANGED_VALUE,
                        table.name() + "." + column.name(),
                        ROWS,
                        value + ", as a fresh installation fills this new column",
                        found + " in " + count + " of " + old.size()))));
        return findings;
    }

    private static void count(RowCursor rows, Map<Column, String> filled, Map<String, Map<String, Integer>> others) {
        for (int i = 0; i < rows.columns().size(); i++) {
            Column column = rows.columns().get(i);
            String expected = filled.get(column);
            Object value = rows.value(i);
            if (expected != null && (value == null || !same(column, expected, value.toString()))) {
                others.computeIfAbsent(column.name(), name -> new TreeMap<>())
                        .merge(value == null ? "NULL" : value.toString(), 1, Integer::sum);
            }
        }
    }

    private static boolean same(Column column, String expected, String found) {
        if (column.type().family() == Family.BOOLEAN) {
            return isTrue(expected) == isTrue(found);
        }
        if (column.type().family().numeric()) {
            try {
                return new BigDecimal(expected).compareTo(new BigDecimal(found)) == 0;
            } catch (NumberFormatException e) {
                return expected.equals(found); // SQLite lets text stand in a number column
            }
        }
        return expected.equals(found);
    }

    private static boolean isTrue(String text) {
        return Set.of("1", "t", "true").contains(text.toLowerCase(Locale.ROOT));
    }
}
