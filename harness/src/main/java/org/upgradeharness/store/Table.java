package org.upgradeharness.store;

import java.util.List;
import java.util.Optional;

/**
 * One table.
 *
 * @param name its name
 * @param columns in the order of the table
 * @param primaryKey the key's columns in its order; empty where there is no primary key
 * @param foreignKeys its foreign keys
 * @param checks its check constraints, those of columns included
 * @param indexes its indexes and unique constraints, without the primary key's own
 */
public record Table(
        String name,
        List<Column> columns,
        List<String> primaryKey,
        List<ForeignKey> foreignKeys,
        List<Check> checks,
        List<Index> indexes) {
    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        foreignKeys = List.copyOf(foreignKeys);
        checks = List.copyOf(checks);
        indexes = List.copyOf(indexes);
    }

    /** The column of that name. */
    public Optional<Column> column(String columnName) {
        return columns.stream().filter(c -> c.name().equals(columnName)).findFirst();
    }

    /** Whether there are columns of all these names. */
    public boolean hasColumns(List<String> names) {
        return names.stream().allMatch(n -> column(n).isPresent());
    }
}
