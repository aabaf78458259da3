package org.upgradeharness.judge;

import java.util.ArrayList;
import java.util.List;
import org.upgradeharness.store.Index;
import org.upgradeharness.store.Table;

/** Compares the indexes and uniques of one table by what they cover. */
final class IndexJudge {
    private final Table upgraded;
    private final Table fresh;
    private final List<Finding> findings;

    IndexJudge(Table upgraded, Table fresh, List<Finding> findings) {
        this.upgraded = upgraded;
        this.fresh = fresh;
        this.findings = findings;
    }

    void run() {
        List<Index> rest = new ArrayList<>(upgraded.indexes());
        for (Index index : fresh.indexes()) {
            Index partner = partner(rest, index);
            if (partner == null) {
                missing(index);
                continue;
            }
            rest.remove(partner);
            if (!partner.name().equals(index.name())
                    && !partner.name().isEmpty()
                    && !index.name().isEmpty()) {
                add(
                        Severity.NOTE,
                        index,
                        words(index) + " named " + index.name(),
                        "named " + partner.name(),
                        "other names of indexes");
            } else if (partner.constraint() != index.constraint()) {
                add(Severity.NOTE, index, form(index), form(partner), "uniques in another form");
            }
        }
        rest.forEach(this::extra);
        upgraded.indexes().stream()
                .filter(i -> !i.valid())
                .forEach(
                        i -> add(Severity.WARNING, i, "valid", "invalid: not used by the database", "invalid indexes"));
    }

    /** One that covers the same, if can be under the same name. */
    private static Index partner(List<Index> rest, Index index) {
        List<Index> same = rest.stream()
                .filter(i -> i.unique() == index.unique() && i.cover().equals(index.cover()))
                .toList();
        return same.stream()
                .filter(i -> i.name().equals(index.name()))
                .findFirst()
                .orElse(same.isEmpty() ? null : same.get(0));
    }

    private void missing(Index index) {
        boolean served = covered(upgraded, index, index.unique());
        String group = served
                ? "indexes missing that another one stands in for"
                : index.unique() ? "uniques missing" : "indexes missing";
        add(
                served ? Severity.NOTE : Severity.WARNING,
                index,
                words(index),
                "no such " + (index.unique() ? "unique" : "index"),
                group);
    }

    private void extra(Index index) {
        boolean refuses = index.unique() && !redundant(index);
        String group = refuses
                ? "uniques that a fresh install has not"
                : index.unique() ? "uniques that refuse nothing more" : "indexes that a fresh install has not";
        add(
                refuses ? Severity.ERROR : Severity.NOTE,
                index,
                "no such " + (index.unique() ? "unique" : "index"),
                words(index),
                group);
    }

    /** Whether the primary key or another index of the table serves the same. */
    private static boolean covered(Table table, Index index, boolean unique) {
        boolean asKey =
                index.columns().equals(table.primaryKey()) && index.predicate().isEmpty();
        return asKey
                || table.indexes().stream().anyMatch(i -> i.cover().equals(index.cover()) && (i.unique() || !unique));
    }

    /** Whether everything that the unique refuses is refused by a unique or key of the fresh install as well. */
    private boolean redundant(Index index) {
        boolean byKey = !fresh.primaryKey().isEmpty() && index.columns().containsAll(fresh.primaryKey());
        return byKey
                || fresh.indexes().stream()
                        .anyMatch(i -> i.unique()
                                && i.predicate().isEmpty()
                                && index.columns().containsAll(i.columns()));
    }

    private static String words(Index index) {
        return (index.unique() ? "unique " : "index ") + index.cover();
    }

    private static String form(Index index) {
        return "unique " + (index.constraint() ? "constraint" : "index");
    }

    private void add(Severity severity, Index index, String expected, String found, String group) {
        String name = index.name().isEmpty() ? words(index) : index.name();
        findings.add(SchemaJudge.finding(severity, fresh.name() + "." + name, expected, found, group));
    }
}
