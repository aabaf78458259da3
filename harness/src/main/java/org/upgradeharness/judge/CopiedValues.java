package org.upgradeharness.judge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.upgradeharness.store.Column;
import org.upgradeharness.store.Family;
import org.upgradeharness.store.RowCursor;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.store.Table;

/**
 * Whether a new column holds in old rows what it holds in those that the release makes itself: where that is each row's own name, or the slug
 * of it, an old row must not have that of another one. What the rule is, the rows tell that the release made; of too few, or such that
 * are much alike, nothing is concluded.
 */
public final class CopiedValues {
    /** More need not be looked for among the other rows. */
    private static final int LOOKED_FOR = 1_000;

    private final StoreReader used;
    private final Table table;
    private final Set<List<Object>> old;

    private CopiedValues(StoreReader used, Table table, Set<List<Object>> old) {
        this.used = used;
        this.table = table;
        this.old = old;
    }

    /** How a new value comes of another one of its row. */
    private enum Form {
        SAME("the same as"),
        SLUG("the slug of");

        private final String words;

        Form(String words) {
            this.words = words;
        }

        private String of(String text) {
            return this == SAME ? text : Conversion.SLUG.apply(text);
        }
    }

    /** A new column is made of an old one. */
    private record Rule(int column, int source, Form form) {
        String made(RowCursor row) {
            Object value = row.value(source);
            return value == null ? null : form.of(value.toString());
        }
    }

    /**
     * New columns of old rows that hold what is another row's.
     *
     * @param used the store after the release was used
     * @param declared the changes of rows that the release may make
     */
    public static List<Finding> judge(StoreReader before, StoreReader used, List<AllowedChange> declared) {
        List<Finding> findings = new ArrayList<>();
        for (Table old : before.catalogue().tables()) {
            NewColumns.underSameKey(old, used).ifPresent(now -> {
                List<Integer> fresh = texts(now, column -> NewColumns.isNew(column, old, declared));
                if (!fresh.isEmpty()) {
                    List<Integer> sources =
                            texts(now, column -> old.column(column.name()).isPresent());
                    findings.addAll(new CopiedValues(used, now, NewColumns.keys(before, now)).found(fresh, sources));
                }
            });
        }
        return findings;
    }

    private static List<Integer> texts(Table table, Predicate<Column> which) {
        List<Column> columns = table.columns();
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).type().family() == Family.TEXT && which.test(columns.get(i)))
                .boxed()
                .toList();
    }

    private List<Finding> found(List<Integer> fresh, List<Integer> sources) {
        Map<Integer, List<Rule>> rules = rules(fresh, sources);
        if (rules.isEmpty()) {
            return List.of();
        }
        ownInOldRows(rules);
        Map<Integer, Set<String>> foreign = new TreeMap<>();
        Map<Integer, Integer> rows = new HashMap<>();
        each(
                true,
                row -> rules.forEach((column, made) -> {
                    Object value = row.value(column);
                    if (value != null && made.stream().noneMatch(rule -> value.equals(rule.made(row)))) {
                        Set<String> values = foreign.computeIfAbsent(column, c -> new HashSet<>());
                        if (values.size() < LOOKED_FOR) {
                            values.add(value.toString());
                        }
                        rows.merge(column, 1, Integer::sum);
                    }
                }));
        Map<Integer, Set<String>> others = new TreeMap<>();
        each(
                true,
                row -> foreign.forEach((column, values) -> rules.get(column).stream()
                        .map(rule -> rule.made(row))
                        .filter(values::contains)
                        .forEach(value -> others.computeIfAbsent(column, c -> new HashSet<>())
                                .add(value))));
        List<Finding> findings = new ArrayList<>();
        others.forEach((column, values) -> {
            Rule rule = rules.get(column).get(0);
            findings.add(Finding.of(
                    Severity.ERROR,
                    Kind.CHANGED_VALUE,
                    table.name() + "." + table.columns().get(column).name(),
                    NewColumns.ROWS,
                    rule.form().words + " "
                            + table.columns().get(rule.source()).name()
                            + ", as in all rows that the release made",
                    "that of another row: " + Excerpt.show(values.iterator().next()) + "; something else in "
                            + rows.get(column) + " of " + old.size()));
        });
        return findings;
    }

    /** By new column, how it comes of others in every row that the release made. */
    private Map<Integer, List<Rule>> rules(List<Integer> fresh, List<Integer> sources) {
        Map<Integer, List<Rule>> rules = new TreeMap<>();
        fresh.forEach(column -> sources.forEach(source -> {
            for (Form form : Form.values()) {
                rules.computeIfAbsent(column, c -> new ArrayList<>()).add(new Rule(column, source, form));
            }
        }));
        Map<Integer, Set<String>> values = new HashMap<>();
        Map<Integer, Integer> made = new HashMap<>();
        each(
                false,
                row -> rules.forEach((column, candidates) -> {
                    Object value = row.value(column);
                    if (value != null) {
                        values.computeIfAbsent(column, c -> new HashSet<>()).add(value.toString());
                        made.merge(column, 1, Integer::sum);
                        candidates.removeIf(rule -> !value.equals(rule.made(row)));
                    }
                }));
        rules.keySet()
                .removeIf(column -> rules.get(column).isEmpty()
                        || !telling(values.getOrDefault(column, Set.of()).size(), made.getOrDefault(column, 0)));
        return rules;
    }

    /** Leaves those of which old rows have values of their own, too. */
    private void ownInOldRows(Map<Integer, List<Rule>> rules) {
        Map<Rule, Set<Integer>> hashes = new HashMap<>();
        Map<Rule, Integer> rows = new HashMap<>();
        each(
                true,
                row -> rules.values().stream().flatMap(List::stream).forEach(rule -> {
                    String made = rule.made(row);
                    if (made != null) {
                        hashes.computeIfAbsent(rule, r -> new HashSet<>()).add(made.hashCode());
                        rows.merge(rule, 1, Integer::sum);
                    }
                }));
        rules.values()
                .forEach(made -> made.removeIf(
                        rule -> !telling(hashes.getOrDefault(rule, Set.of()).size(), rows.getOrDefault(rule, 0))));
        rules.values().removeIf(List::isEmpty);
    }

    /** A name is a row's own, an owner is many rows'. */
    private static boolean telling(int different, int rows) {
        return different > 1 && different * 4 >= rows * 3;
    }

    private void each(boolean ofOld, Consumer<RowCursor> look) {
        try (RowCursor rows = used.rows(table.name(), table.primaryKey())) {
            while (rows.next()) {
                if (old.contains(rows.key()) == ofOld) {
                    look.accept(rows);
                }
            }
        }
    }
}
