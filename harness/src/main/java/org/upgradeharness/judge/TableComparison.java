package org.upgradeharness.judge;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.upgradeharness.store.Column;
import org.upgradeharness.store.Family;
import org.upgradeharness.store.KeyColumn;
import org.upgradeharness.store.RowCursor;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.store.Table;

/** Compares the rows of one table: side by side in the order of the key, or as a multiset where there is no common key. */
final class TableComparison {
    private final TablePlan plan;
    private final StoreReader before;
    private final StoreReader after;
    private final Differences differences;
    private final List<Table> oldTables;
    private final long[] lostValues;
    private final Map<AllowedAddition, Integer> added = new HashMap<>();
    private long rows;

    TableComparison(TablePlan plan, StoreReader before, StoreReader after, Differences differences) {
        this.plan = plan;
        this.before = before;
        this.after = after;
        this.differences = differences;
        this.oldTables = before.catalogue().tables();
        this.lostValues = new long[plan.gone().size()];
    }

    /** Compares everything and returns how many old rows were looked at. */
    long run() {
        if (plan.oldKeys().isEmpty()) {
            rows = new MultisetComparison(plan, before, after).run(this::seen, this::lost, this::extra);
        } else {
            merge();
        }
        for (int i = 0; i < lostValues.length; i++) {
            if (lostValues[i] > 0) {
                String column = plan.name() + "." + plan.gone().get(i).name();
                differences.whole(
                        plan.name(),
                        Kind.CHANGED_VALUE,
                        column,
                        lostValues[i] + " non-null values",
                        RowJudge.COLUMN_GONE);
            }
        }
        return rows;
    }

    private void merge() {
        UnequalShares unequal = UnequalShares.of(plan, before, after);
        rows += unequal.equalRows();
        try (RowCursor old = before.rowsBy(plan.before().name(), plan.oldKeys(), unequal.shares());
                RowCursor now = after.rowsBy(plan.after().name(), plan.newKeys(), unequal.shares())) {
            Row oldRow = new Row(plan.before(), old);
            Row newRow = new Row(plan.after(), now);
            boolean hasOld = advance(oldRow);
            boolean hasNew = newRow.next();
            while (hasOld || hasNew) {
                int order = !hasOld ? 1 : !hasNew ? -1 : KeyColumn.compare(oldRow.order(), newRow.order());
                if (order < 0) {
                    lost(oldRow);
                } else if (order > 0) {
                    extra(newRow);
                } else {
                    compare(oldRow, newRow);
                }
                hasOld = order <= 0 ? advance(oldRow) : hasOld;
                hasNew = order >= 0 ? newRow.next() : hasNew;
            }
        }
    }

    private boolean advance(Row row) {
        boolean there = row.next();
        if (there) {
            rows++;
            seen(row);
        }
        return there;
    }

    private void seen(Row oldRow) {
        for (int i = 0; i < lostValues.length; i++) {
            Column column = plan.gone().get(i);
            lostValues[i] += oldRow.get(column.name()) == null ? 0 : 1;
        }
    }

    private void compare(Row oldRow, Row newRow) {
        for (ColumnPlan column : plan.columns()) {
            Object old = oldRow.at(column.before());
            Object now = newRow.at(column.after());
            if (!column.same(old, now)) {
                changed(column, oldRow, old, now);
            }
        }
    }

    private void changed(ColumnPlan column, Row oldRow, Object old, Object now) {
        AllowedChange violated = null;
        for (AllowedChange rule : column.rules()) {
            if (ValueRules.concerns(rule, oldRow)) {
                if (ValueRules.accepts(rule, old, now)) {
                    return;
                }
                violated = rule;
            }
        }
        Excerpt shown = shown(column, old, now);
        String expected = violated != null ? ValueRules.words(violated, old) : shown.expected();
        if (violated == null && column.conversion() != null) {
            expected += " (declared: " + column.conversion() + " of " + Excerpt.show(old) + ")";
        }
        Finding finding = Finding.of(
                Severity.ERROR,
                Kind.CHANGED_VALUE,
                plan.name() + "." + column.name(),
                RowText.key(plan.before(), oldRow),
                expected,
                shown.found());
        differences.add(new Difference(
                finding, plan.name(), RowText.refersTo(plan.before(), oldRow, column.name()), List.of(), null));
    }

    /** Numbers and truth values read the same on both engines. */
    private static Excerpt shown(ColumnPlan column, Object old, Object now) {
        Family family = column.family();
        if (family != Family.BOOLEAN && !family.numeric()) {
            return Excerpt.of(column.expected(old), now);
        }
        String expected = Objects.requireNonNullElse(column.spellOld(old), "NULL");
        String found = Objects.requireNonNullElse(column.spellNew(now), "NULL");
        return expected.equals(found)
                ? new Excerpt(expected + " as " + Meaning.form(old), found + " as " + Meaning.form(now))
                : new Excerpt(expected, found);
    }

    private void lost(Row row) {
        boolean allowed = plan.append() != null && plan.append().mayShrink();
        for (AllowedChange rule : plan.rules()) {
            allowed |= rule instanceof AllowedRemoval removal && removable(removal, row);
        }
        if (!allowed) {
            Finding finding = Finding.of(
                    Severity.ERROR,
                    Kind.LOST_ROW,
                    plan.name(),
                    RowText.key(plan.before(), row),
                    RowText.content(plan.before(), row),
                    "no such row");
            differences.add(new Difference(
                    finding,
                    plan.name(),
                    RowText.refersTo(plan.before(), row, null),
                    RowText.identities(plan.before(), row, oldTables),
                    content(row, true)));
        }
    }

    private static boolean removable(AllowedRemoval removal, Row row) {
        if (!Where.matches(removal.where(), row)) {
            return false;
        }
        if (removal.expired() == null) {
            return true;
        }
        LocalDateTime end = row.has(removal.expired()) ? Meaning.timeOf(row.get(removal.expired())) : null;
        return end != null && end.isBefore(LocalDateTime.now(ZoneOffset.UTC));
    }

    private void extra(Row row) {
        String expected = "no such row";
        for (AllowedChange rule : plan.rules()) {
            if (rule instanceof AllowedAppend) {
                return;
            }
            if (rule instanceof AllowedAddition addition && Where.matches(addition.where(), row)) {
                int count = added.merge(addition, 1, Integer::sum);
                if (addition.atMost() == null || count <= addition.atMost()) {
                    return;
                }
                expected = "at most " + addition.atMost() + " such rows (declared: rows-may-be-added)";
            }
        }
        Finding finding = Finding.of(
                Severity.ERROR,
                Kind.EXTRA_ROW,
                plan.name(),
                RowText.key(plan.after(), row),
                expected,
                RowText.content(plan.after(), row));
        differences.add(new Difference(finding, plan.name(), List.of(), List.of(), content(row, false)));
    }

    private Digest content(Row row, boolean old) {
        Digest.Sum sum = new Digest.Sum();
        boolean any = false;
        for (ColumnPlan column : plan.columns()) {
            if (!plan.before().primaryKey().contains(column.name())) {
                sum.add(old ? column.digestOld(row.at(column.before())) : column.digestNew(row.at(column.after())));
                any = true;
            }
        }
        return any ? sum.done() : null;
    }
}
