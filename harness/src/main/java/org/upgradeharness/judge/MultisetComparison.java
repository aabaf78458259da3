package org.upgradeharness.judge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.upgradeharness.store.RowCursor;
import org.upgradeharness.store.StoreReader;

/**
 * Compares rows by all common columns where no common key orders them. Works in passes over shares of the rows, so that no
 * more than about a quarter of a million digests are in memory.
 */
final class MultisetComparison {
    private static final long SHARE = 250_000;

    private final TablePlan plan;
    private final StoreReader before;
    private final StoreReader after;

    MultisetComparison(TablePlan plan, StoreReader before, StoreReader after) {
        this.plan = plan;
        this.before = before;
        this.after = after;
    }

    /** Calls {@code seen} for each old row, {@code lost} and {@code extra} for rows without a partner; returns the old rows. */
    long run(Consumer<Row> seen, Consumer<Row> lost, Consumer<Row> extra) {
        long old = before.count(plan.before().name());
        long now = after.count(plan.after().name());
        long shares = Math.max(old, now) / SHARE + 1;
        for (long share = 0; share < shares; share++) {
            Map<Digest, Integer> balance = new HashMap<>();
            boolean first = share == 0;
            long mine = share;
            each(true, row -> {
                if (first) {
                    seen.accept(row);
                }
                add(balance, digest(row, true), 1, mine, shares);
            });
            each(false, row -> add(balance, digest(row, false), -1, mine, shares));
            if (!balance.isEmpty()) {
                each(true, row -> balance.computeIfPresent(digest(row, true), (d, n) -> report(n, 1, row, lost)));
                each(false, row -> balance.computeIfPresent(digest(row, false), (d, n) -> report(n, -1, row, extra)));
            }
        }
        return old;
    }

    private static void add(Map<Digest, Integer> balance, Digest digest, int step, long share, long shares) {
        if (Long.remainderUnsigned(digest.low(), shares) == share) {
            balance.merge(digest, step, (a, b) -> a + b == 0 ? null : a + b);
        }
    }

    private static Integer report(int count, int sign, Row row, Consumer<Row> to) {
        if (count * sign <= 0) {
            return count;
        }
        to.accept(row);
        return count - sign == 0 ? null : Integer.valueOf(count - sign);
    }

    private void each(boolean old, Consumer<Row> action) {
        StoreReader reader = old ? before : after;
        var table = old ? plan.before() : plan.after();
        try (RowCursor cursor = reader.rows(table.name(), List.of())) {
            Row row = new Row(table, cursor);
            while (row.next()) {
                action.accept(row);
            }
        }
    }

    private Digest digest(Row row, boolean old) {
        Digest.Sum sum = new Digest.Sum();
        for (ColumnPlan column : plan.columns()) {
            sum.add(old ? column.digestOld(row.at(column.before())) : column.digestNew(row.at(column.after())));
        }
        return sum.done();
    }
}
