package org.upgradeharness.judge;

import java.util.List;
import org.upgradeharness.store.KeyColumn;
import org.upgradeharness.store.RowCursor;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.store.Table;

/** Compares the values of columns that moved to a new table, side by side in the order of the key. */
final class MovedColumns {
    private final AllowedColumnMove move;
    private final Table old;
    private final StoreReader before;
    private final StoreReader after;
    private final Differences differences;

    MovedColumns(AllowedColumnMove move, Table old, StoreReader before, StoreReader after, Differences differences) {
        this.move = move;
        this.old = old;
        this.before = before;
        this.after = after;
        this.differences = differences;
    }

    void run() {
        Table target = after.catalogue().table(move.to()).orElse(null);
        if (target == null) {
            violated("table " + move.to(), "there is none");
        } else if (old.primaryKey().size() != 1
                || !old.hasColumns(move.columns())
                || !target.hasColumns(move.columns())
                || target.column(move.by()).isEmpty()) {
            violated(
                    "one key in " + old.name() + ", columns " + move.columns() + " and " + move.by() + " in "
                            + move.to(),
                    "not all of them are there");
        } else {
            merge(target);
        }
    }

    private void merge(Table target) {
        String key = old.primaryKey().get(0);
        boolean numbers = family(old, key) && family(target, move.by());
        KeyColumn.Order order = numbers ? KeyColumn.Order.NUMBER : KeyColumn.Order.TEXT;
        try (RowCursor from = before.rowsBy(old.name(), List.of(new KeyColumn(key, order)));
                RowCursor to = after.rowsBy(target.name(), List.of(new KeyColumn(move.by(), order)))) {
            Row oldRow = new Row(old, from);
            Row newRow = new Row(target, to);
            boolean hasNew = newRow.next();
            while (oldRow.next()) {
                while (hasNew && KeyColumn.compare(newRow.order(), oldRow.order()) < 0) {
                    hasNew = extra(target, newRow);
                }
                boolean there = hasNew && KeyColumn.compare(newRow.order(), oldRow.order()) == 0;
                compare(oldRow, there ? newRow : null);
                hasNew = there ? newRow.next() : hasNew;
            }
            while (hasNew) {
                hasNew = extra(target, newRow);
            }
        }
    }

    private static boolean family(Table table, String column) {
        return table.column(column).map(c -> c.type().family().numeric()).orElse(false);
    }

    private void compare(Row oldRow, Row newRow) {
        for (String column : move.columns()) {
            Object was = oldRow.get(column);
            Object is = newRow == null ? null : newRow.get(column);
            boolean same =
                    newRow == null ? was == null : Meaning.same(oldRow.type(column), was, newRow.type(column), is);
            if (!same) {
                Excerpt shown = Excerpt.of(was, is);
                Finding finding = Finding.of(
                        Severity.ERROR,
                        Kind.CHANGED_VALUE,
                        old.name() + "." + column,
                        RowText.key(old, oldRow),
                        shown.expected() + " in " + move.to() + " (declared: move-columns)",
                        newRow == null ? "no row in " + move.to() : shown.found());
                differences.add(
                        new Difference(finding, old.name(), RowText.refersTo(old, oldRow, column), List.of(), null));
            }
        }
    }

    /** A new row under a key that no old row has, or that another new row has already. */
    private boolean extra(Table target, Row row) {
        differences.add(new Difference(
                Finding.of(
                        Severity.ERROR,
                        Kind.EXTRA_ROW,
                        target.name(),
                        RowText.key(target, row),
                        "one row for each of " + old.name() + " (declared: move-columns)",
                        RowText.content(target, row)),
                target.name(),
                List.of(),
                List.of(),
                null));
        return row.next();
    }

    private void violated(String expected, String found) {
        for (String column : move.columns()) {
            differences.whole(
                    old.name(),
                    Kind.CHANGED_VALUE,
                    old.name() + "." + column,
                    expected + " (declared: move-columns)",
                    found);
        }
    }
}
