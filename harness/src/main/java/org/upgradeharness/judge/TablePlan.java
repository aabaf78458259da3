package org.upgradeharness.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.upgradeharness.store.Column;
import org.upgradeharness.store.KeyColumn;
import org.upgradeharness.store.Table;

/**
 * How one table of the old store is compared.
 *
 * @param before the old table
 * @param after the new table
 * @param columns the columns that both have
 * @param gone old columns that the new table lacks and nothing declared explains
 * @param oldKeys what old rows are ordered by; empty where rows are compared as a multiset
 * @param newKeys what new rows are ordered by
 * @param rules the declared changes of this table
 */
record TablePlan(
        Table before,
        Table after,
        List<ColumnPlan> columns,
        List<Column> gone,
        List<KeyColumn> oldKeys,
        List<KeyColumn> newKeys,
        List<AllowedChange> rules) {

    static TablePlan of(Table before, Table after, List<AllowedChange> all, Map<String, Map<String, String>> keyMaps) {
        List<AllowedChange> rules =
                all.stream().filter(c -> c.table().equals(before.name())).toList();
        AllowedRekey rekey = first(rules, AllowedRekey.class);
        List<ColumnPlan> columns = new ArrayList<>();
        List<Column> gone = new ArrayList<>();
        for (int i = 0; i < before.columns().size(); i++) {
            Column old = before.columns().get(i);
            String newName = newName(rules, old.name());
            Column now = after.column(newName).orElse(null);
            boolean isKey = rekey != null && rekey.key().equals(old.name());
            if (isKey) {
                continue;
            }
            if (now != null) {
                columns.add(new ColumnPlan(
                        old.name(),
                        newName,
                        i,
                        after.columns().indexOf(now),
                        old.type(),
                        now.type(),
                        valueRules(rules, old.name()),
                        conversion(rules, old.name()),
                        keyMaps.get(before.name() + "." + old.name())));
            } else if (!dropped(rules, old.name()) && !moved(rules, old.name())) {
                gone.add(old);
            }
        }
        List<KeyColumn> oldKeys = new ArrayList<>();
        List<KeyColumn> newKeys = new ArrayList<>();
        for (String key : rekey == null ? before.primaryKey() : rekey.natural()) {
            ColumnPlan plan = columns.stream()
                    .filter(c -> c.name().equals(key))
                    .findFirst()
                    .orElse(null);
            boolean ordered = plan != null
                    && plan.keyMap() == null
                    && (plan.conversion() == null || plan.conversion() == Conversion.INT_TO_TEXT);
            if (!ordered) {
                return new TablePlan(before, after, columns, gone, List.of(), List.of(), rules);
            }
            boolean numbers =
                    plan.oldType().family().numeric() && plan.newType().family().numeric();
            KeyColumn.Order order = numbers ? KeyColumn.Order.NUMBER : KeyColumn.Order.TEXT;
            oldKeys.add(new KeyColumn(key, order));
            newKeys.add(new KeyColumn(plan.newName(), order));
        }
        return new TablePlan(before, after, columns, gone, oldKeys, newKeys, rules);
    }

    String name() {
        return before.name();
    }

    AllowedRekey rekey() {
        return first(rules, AllowedRekey.class);
    }

    AllowedAppend append() {
        return first(rules, AllowedAppend.class);
    }

    /** The declared moves of columns that are gone from this table. */
    List<AllowedColumnMove> moves() {
        return each(rules, AllowedColumnMove.class).stream()
                .filter(m -> m.columns().stream().anyMatch(c -> after.column(c).isEmpty()))
                .toList();
    }

    static <T extends AllowedChange> T first(List<AllowedChange> rules, Class<T> type) {
        return rules.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    private static <T extends AllowedChange> List<T> each(List<AllowedChange> rules, Class<T> type) {
        return rules.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static String newName(List<AllowedChange> rules, String column) {
        return each(rules, AllowedColumnRename.class).stream()
                .filter(r -> r.column().equals(column))
                .map(AllowedColumnRename::to)
                .findFirst()
                .orElse(column);
    }

    private static boolean dropped(List<AllowedChange> rules, String column) {
        return each(rules, AllowedColumnDrop.class).stream()
                .anyMatch(d -> d.column().equals(column));
    }

    private static boolean moved(List<AllowedChange> rules, String column) {
        return each(rules, AllowedColumnMove.class).stream()
                .anyMatch(m -> m.columns().contains(column));
    }

    private static Conversion conversion(List<AllowedChange> rules, String column) {
        return each(rules, AllowedConversion.class).stream()
                .filter(c -> c.columns().contains(column))
                .map(AllowedConversion::conversion)
                .findFirst()
                .orElse(null);
    }

    private static List<AllowedChange> valueRules(List<AllowedChange> rules, String column) {
        return rules.stream()
                .filter(r -> r instanceof AllowedTouch t && t.columns().contains(column)
                        || r instanceof AllowedValueChange v && v.columns().contains(column))
                .toList();
    }
}
