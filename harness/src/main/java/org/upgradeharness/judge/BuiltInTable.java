package org.upgradeharness.judge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.upgradeharness.store.Column;
import org.upgradeharness.store.Family;
import org.upgradeharness.store.ForeignKey;
import org.upgradeharness.store.Index;
import org.upgradeharness.store.RowCursor;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.store.Table;

/**
 * The rows that an installation puts into one table, without what each installation draws anew.
 *
 * @param name the table
 * @param compared the columns whose values two installations have in common, in the order of the table
 * @param naming those of them by which a row is found in another store; none where there is nothing in common
 * @param rows the values of each row by column
 */
record BuiltInTable(String name, List<Column> compared, List<Column> naming, List<Map<String, Object>> rows) {

    /** The rows of a table that two installations have in common. */
    static BuiltInTable of(Table table, StoreReader one, StoreReader other) {
        List<Map<String, Object>> first = read(table, one);
        List<Map<String, Object>> second = read(table, other);
        Set<String> numbered = numbered(table, one);
        List<Column> compared = table.columns().stream()
                .filter(c -> !numbered.contains(c.name()) && !tellsTimes(c, first))
                .filter(c -> counted(c, first).equals(counted(c, second)))
                .toList();
        return new BuiltInTable(table.name(), compared, naming(table, compared, first), first);
    }

    /** What a row is found by in another store. */
    List<String> identity(Map<String, Object> row) {
        return identity(naming, row);
    }

    /** How people are told which row it is. */
    String key(Map<String, Object> row) {
        return naming.stream()
                .map(c -> c.name() + "=" + (row.get(c.name()) == null ? "NULL" : Meaning.print(row.get(c.name()))))
                .collect(Collectors.joining(", "));
    }

    private static List<String> identity(List<Column> columns, Map<String, Object> row) {
        // A list that holds NULL; List.copyOf would refuse it.
        return columns.stream()
                .map(c -> Meaning.spell(c.type().family(), row.get(c.name())))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<Map<String, Object>> read(Table table, StoreReader store) {
        List<Map<String, Object>> rows = new ArrayList<>();
        Optional<Table> there = store.catalogue().table(table.name());
        if (there.isPresent()) {
            try (RowCursor cursor = store.rows(table.name(), List.of())) {
                Row row = new Row(there.get(), cursor);
                while (row.next()) {
                    rows.add(values(table.columns(), row));
                }
            }
        }
        return rows;
    }

    /** The values of the columns that the row has. */
    static Map<String, Object> values(List<Column> columns, Row row) {
        Map<String, Object> values = new LinkedHashMap<>();
        columns.stream().map(Column::name).filter(row::has).forEach(c -> values.put(c, row.get(c)));
        return values;
    }

    /** Numbers that a store gives out, and what refers to them: where there are other rows they are others. */
    private static Set<String> numbered(Table table, StoreReader store) {
        Set<String> names = new HashSet<>();
        numberedKey(table).ifPresent(names::add);
        for (ForeignKey key : table.foreignKeys()) {
            boolean toNumber = store.catalogue()
                    .table(key.target())
                    .flatMap(BuiltInTable::numberedKey)
                    .filter(key.targetColumns()::contains)
                    .isPresent();
            if (toNumber) {
                names.addAll(key.columns());
            }
        }
        return names;
    }

    private static Optional<String> numberedKey(Table table) {
        return table.primaryKey().size() != 1
                ? Optional.empty()
                : table.column(table.primaryKey().get(0))
                        .filter(c -> c.type().family().numeric())
                        .map(Column::name);
    }

    /** Two installations of one second may have written down the same time, and a store that is older tells another one. */
    private static boolean tellsTimes(Column column, List<Map<String, Object>> rows) {
        boolean declared = Meaning.isTime(column.type().family());
        return declared
                || rows.stream()
                        .map(r -> r.get(column.name()))
                        .filter(Objects::nonNull)
                        .anyMatch(v -> !(v instanceof Number) && Meaning.timeOf(v) != null);
    }

    private static Map<String, Integer> counted(Column column, List<Map<String, Object>> rows) {
        Map<String, Integer> counts = new HashMap<>();
        rows.forEach(r -> counts.merge(Meaning.spell(column.type().family(), r.get(column.name())), 1, Integer::sum));
        return counts;
    }

    private static List<Column> naming(Table table, List<Column> compared, List<Map<String, Object>> rows) {
        List<List<String>> candidates = new ArrayList<>();
        table.indexes().stream()
                .filter(i -> i.unique() && i.predicate().isEmpty())
                .map(Index::columns)
                .forEach(candidates::add);
        candidates.add(table.primaryKey());
        compared.stream().filter(c -> c.type().family() == Family.TEXT).forEach(c -> candidates.add(List.of(c.name())));
        return candidates.stream()
                .filter(names -> !names.isEmpty() && columns(names, compared).size() == names.size())
                .map(names -> columns(names, compared))
                .filter(columns -> tells(columns, rows))
                .findFirst()
                .orElse(compared);
    }

    private static List<Column> columns(List<String> names, List<Column> among) {
        return among.stream().filter(c -> names.contains(c.name())).toList();
    }

    /** Whether these columns have a value everywhere, and no two rows the same ones. */
    private static boolean tells(List<Column> columns, List<Map<String, Object>> rows) {
        Set<List<String>> seen = new HashSet<>();
        return rows.stream()
                .allMatch(r ->
                        columns.stream().allMatch(c -> r.get(c.name()) != null) && seen.add(identity(columns, r)));
    }
}
