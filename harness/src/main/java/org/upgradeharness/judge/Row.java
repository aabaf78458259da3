package org.upgradeharness.judge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.upgradeharness.store.Column;
import org.upgradeharness.store.ColumnType;
import org.upgradeharness.store.RowCursor;
import org.upgradeharness.store.Table;

/** The row that a cursor stands on, by names of columns. */
final class Row {
    private final RowCursor cursor;
    private final Table table;
    private final Map<String, Integer> positions = new HashMap<>();

    Row(Table table, RowCursor cursor) {
        this.table = table;
        this.cursor = cursor;
        List<Column> columns = table.columns();
        for (int i = 0; i < columns.size(); i++) {
            positions.put(columns.get(i).name(), i);
        }
    }

    boolean next() {
        return cursor.next();
    }

    List<Object> order() {
        return cursor.key();
    }

    boolean has(String column) {
        return positions.containsKey(column);
    }

    Object get(String column) {
        return cursor.value(positions.get(column));
    }

    Object at(int position) {
        return cursor.value(position);
    }

    int position(String column) {
        return positions.get(column);
    }

    ColumnType type(String column) {
        return table.columns().get(positions.get(column)).type();
    }
}
