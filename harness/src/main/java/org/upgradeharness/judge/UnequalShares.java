package org.upgradeharness.judge;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.RowShares;
import org.upgradeharness.store.StoreReader;

/**
 * The shares of a large table whose rows have to be read, since the servers' digests of them differ. Only where the same text
 * means the same value: columns of one type on both sides, nothing converted, no key mapped, no column gone.
 *
 * @param shares their numbers; null for all rows, where digests say nothing or cost more than they save
 * @param equalRows how many old rows are in the other shares, and have an equal row in the new store
 */
record UnequalShares(Set<Integer> shares, long equalRows) {
    /** Below this many rows reading them is as fast. */
    private static final long WORTH_IT = 5_000;

    private static final UnequalShares ALL = new UnequalShares(null, 0);

    static UnequalShares of(TablePlan plan, StoreReader before, StoreReader after) {
        boolean reckoned = before.engine() == Engine.POSTGRES && after.engine() == Engine.POSTGRES;
        if (!reckoned || !comparable(plan) || before.count(plan.before().name()) < WORTH_IT) {
            return ALL;
        }
        CompletableFuture<RowShares> other = CompletableFuture.supplyAsync(() -> after.shares(
                plan.after().name(),
                plan.newKeys(),
                plan.columns().stream().map(ColumnPlan::newName).toList()));
        RowShares old;
        RowShares now;
        try {
            old = before.shares(
                    plan.before().name(),
                    plan.oldKeys(),
                    plan.columns().stream().map(ColumnPlan::name).toList());
        } finally {
            now = join(other);
        }
        return between(old, now);
    }

    private static UnequalShares between(RowShares old, RowShares now) {
        Set<Integer> unequal = IntStream.range(0, RowShares.COUNT)
                .filter(i -> !Objects.equals(old.shares().get(i), now.shares().get(i)))
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
        long equal = old.shares().entrySet().stream()
                .filter(share -> !unequal.contains(share.getKey()))
                .mapToLong(share -> share.getValue().rows())
                .sum();
        return unequal.size() == RowShares.COUNT ? ALL : new UnequalShares(unequal, equal);
    }

    private static boolean comparable(TablePlan plan) {
        List<ColumnPlan> columns = plan.columns();
        return plan.gone().isEmpty()
                && !columns.isEmpty()
                && columns.stream()
                        .allMatch(c -> c.conversion() == null
                                && c.keyMap() == null
                                && c.oldType().equals(c.newType()));
    }

    /** Both sides end before anything is thrown: a reader belongs to one thread at a time. */
    private static RowShares join(CompletableFuture<RowShares> other) {
        try {
            return other.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof BrokenEnvironment broken ? broken : e;
        }
    }
}
