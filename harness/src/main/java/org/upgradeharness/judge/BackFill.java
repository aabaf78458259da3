package org.upgradeharness.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.upgradeharness.store.Column;
import org.upgradeharness.store.Family;
import org.upgradeharness.store.RowCursor;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.store.Table;

/** Whether new columns that the release fills in its own rows were filled in those that were there before. */
public final class BackFill {
    private BackFill() {}

    /**
     * New columns that are empty in old rows, and in none of those that the release made itself: what it works out for a new row
     * was forgotten for them. Nothing is told of a table in which it made none.
     *
     * @param used the store after the release was used
     * @param declared the changes of rows that the release may make
     */
    public static List<Finding> forgotten(StoreReader before, StoreReader used, List<AllowedChange> declared) {
        List<Finding> findings = new ArrayList<>();
        for (Table old : before.catalogue().tables()) {
            NewColumns.underSameKey(old, used).ifPresent(now -> {
                // What has a default is judged by what a fresh installation has.
                List<Integer> fresh = new ArrayList<>();
                for (int i = 0; i < now.columns().size(); i++) {
                    Column column = now.columns().get(i);
                    if (NewColumns.isNew(column, old, declared)
                            && column.defaultText().isEmpty()) {
                        fresh.add(i);
                    }
                }
                if (!fresh.isEmpty()) {
                    findings.addAll(empty(NewColumns.keys(before, now), used, now, fresh));
                }
            });
        }
        return findings;
    }

    private static List<Finding> empty(Set<List<Object>> old, StoreReader used, Table table, List<Integer> fresh) {
        int[] emptyInOld = new int[table.columns().size()];
        int[] emptyInMade = new int[table.columns().size()];
        int made = 0;
        try (RowCursor rows = used.rows(table.name(), table.primaryKey())) {
            while (rows.next()) {
                boolean isOld = old.contains(rows.key());
                made += isOld ? 0 : 1;
                int[] empty = isOld ? emptyInOld : emptyInMade;
                for (int i : fresh) {
                    empty[i] += isNothing(table.columns().get(i), rows.value(i)) ? 1 : 0;
                }
            }
        }
        List<Finding> findings = new ArrayList<>();
        for (int i : fresh) {
            if (made > 0 && emptyInOld[i] > 0 && emptyInMade[i] == 0) {
                findings.add(Finding.of(
                        Severity.WARNING,
                        Kind.CHANGED_VALUE,
                        table.name() + "." + table.columns().get(i).name(),
                        NewColumns.ROWS,
                        "filled, as in all " + made + " rows that the release made",
                        "NULL in " + emptyInOld[i] + " of " + old.size()));
            }
        }
        return findings;
    }

    /** Programs write JSON null for nothing. */
    private static boolean isNothing(Column column, Object value) {
        return value == null
                || column.type().family() == Family.JSON && value.toString().equals("null");
    }
}
