package org.upgradeharness.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.upgradeharness.store.Column;
import org.upgradeharness.store.ForeignKey;
import org.upgradeharness.store.Table;

/** How a row is named to people, and how others refer to it. */
final class RowText {
    private static final List<String> LABELS = List.of("name", "email", "slug", "uri", "title");
    private static final int CONTENT = 200;

    private RowText() {}

    /** {@code id=5 (name=weather)}: the key, and what people call the row; all values where there is no key. */
    static String key(Table table, Row row) {
        if (table.primaryKey().isEmpty()) {
            return content(table, row);
        }
        String key = pairs(table.primaryKey(), row);
        return LABELS.stream()
                .filter(l ->
                        row.has(l) && row.get(l) != null && !table.primaryKey().contains(l))
                .findFirst()
                .map(l -> key + " (" + l + "=" + plain(row.get(l)) + ")")
                .orElse(key);
    }

    /** The row's values, cut. */
    static String content(Table table, Row row) {
        String text = pairs(table.columns().stream().map(Column::name).toList(), row);
        return text.length() > CONTENT ? text.substring(0, CONTENT) + "…" : text;
    }

    /** What the row refers to by its foreign keys, or by the one column alone. */
    static List<String> refersTo(Table table, Row row, String onlyColumn) {
        List<String> parents = new ArrayList<>();
        for (ForeignKey key : table.foreignKeys()) {
            if ((onlyColumn == null || key.columns().contains(onlyColumn))
                    && key.columns().stream().allMatch(c -> row.has(c) && row.get(c) != null)) {
                parents.add(identity(key.target(), key.targetColumns(), values(key.columns(), row)));
            }
        }
        return parents;
    }

    /** The names under which a foreign key of another table may refer to the row. */
    static List<String> identities(Table table, Row row, List<Table> all) {
        return all.stream()
                .flatMap(t -> t.foreignKeys().stream())
                .filter(k -> k.target().equals(table.name()) && table.hasColumns(k.targetColumns()))
                .map(ForeignKey::targetColumns)
                .distinct()
                .map(columns -> identity(table.name(), columns, values(columns, row)))
                .toList();
    }

    private static String identity(String table, List<String> columns, List<String> values) {
        return table + columns + values;
    }

    private static List<String> values(List<String> columns, Row row) {
        return columns.stream().map(c -> plain(row.get(c))).toList();
    }

    private static String pairs(List<String> columns, Row row) {
        return pairs(columns, columns.stream().map(row::get).toList());
    }

    /** {@code id=5}: a key by itself. */
    static String pairs(List<String> columns, List<Object> values) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i) + "=" + plain(values.get(i)))
                .collect(Collectors.joining(", "));
    }

    private static String plain(Object value) {
        if (value == null) {
            return "NULL";
        }
        String shown = Excerpt.show(value);
        return shown.startsWith("'") && shown.endsWith("'") ? shown.substring(1, shown.length() - 1) : shown;
    }
}
