package org.upgradeharness.judge;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.upgradeharness.store.KeyColumn;
import org.upgradeharness.store.RowCursor;
import org.upgradeharness.store.StoreReader;

/** Finds for every old key of a re-keyed table the new one, by the columns that tell rows apart on both sides. */
final class KeyMapping {
    private final AllowedRekey rekey;
    private final StoreReader before;
    private final StoreReader after;
    private final Differences differences;

    KeyMapping(AllowedRekey rekey, StoreReader before, StoreReader after, Differences differences) {
        this.rekey = rekey;
        this.before = before;
        this.after = after;
        this.differences = differences;
    }

    /** Old key to new key as text; rows without a partner are left to the comparison of rows. */
    Map<String, String> read(TablePlan plan) {
        Map<String, String> map = new HashMap<>();
        if (plan.oldKeys().isEmpty()
                || plan.after().column(rekey.newKey()).isEmpty()
                || plan.before().column(rekey.key()).isEmpty()) {
            violated(
                    "columns " + rekey.natural() + ", " + rekey.key() + " and " + rekey.newKey(),
                    "not all of them are there");
            return map;
        }
        Set<String> taken = new HashSet<>();
        try (RowCursor old = before.rowsBy(plan.before().name(), plan.oldKeys());
                RowCursor now = after.rowsBy(plan.after().name(), plan.newKeys())) {
            Row oldRow = new Row(plan.before(), old);
            Row newRow = new Row(plan.after(), now);
            boolean hasOld = oldRow.next();
            boolean hasNew = newRow.next();
            List<Object> last = null;
            while (hasOld && hasNew) {
                int order = KeyColumn.compare(oldRow.order(), newRow.order());
                if (order == 0) {
                    pair(map, taken, oldRow, newRow);
                }
                if (order <= 0) {
                    last = unique(last, oldRow);
                    hasOld = oldRow.next();
                }
                hasNew = order >= 0 ? newRow.next() : hasNew;
            }
        }
        return map;
    }

    private void pair(Map<String, String> map, Set<String> taken, Row oldRow, Row newRow) {
        Object key = newRow.get(rekey.newKey());
        String text = key == null ? null : Meaning.print(key);
        if (text == null || !taken.add(text)) {
            violated("one new row for each old row", Excerpt.show(key) + " is the key of two rows or of none");
        } else {
            map.put(Meaning.print(oldRow.get(rekey.key())), text);
        }
    }

    private List<Object> unique(List<Object> last, Row row) {
        if (last != null && KeyColumn.compare(last, row.order()) == 0) {
            violated("rows told apart by " + rekey.natural(), "two old rows with " + row.order());
        }
        return row.order();
    }

    private void violated(String expected, String found) {
        differences.whole(
                rekey.table(),
                Kind.CHANGED_VALUE,
                rekey.table() + "." + rekey.key(),
                expected + " (declared: rekey)",
                found);
    }
}
