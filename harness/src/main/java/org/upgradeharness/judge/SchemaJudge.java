package org.upgradeharness.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.CodeObject;
import org.upgradeharness.store.EnumType;
import org.upgradeharness.store.SequenceState;
import org.upgradeharness.store.Table;

/**
 * Compares the schema of an upgraded store with that of a fresh install of the same release. Severity goes by the consequence
 * for those who run the upgraded store; the rules stand in {@code docs/judging.md}. Names of constraints and the order of
 * columns do not matter.
 */
public final class SchemaJudge {
    /** What stands between the kind of a difference and its detail in the words of a group. */
    static final String DETAIL = ": ";

    private SchemaJudge() {}

    /**
     * Compares two catalogues.
     *
     * @param upgraded the upgraded store
     * @param fresh a fresh install of the same release on the same engine
     */
    public static List<Finding> compare(Catalogue upgraded, Catalogue fresh) {
        return compare(upgraded, fresh, table -> -1);
    }

    /**
     * Compares two catalogues, and says for unknown tables how many rows they hold.
     *
     * @param rows the number of rows of a table of the upgraded store; negative for unknown
     */
    public static List<Finding> compare(Catalogue upgraded, Catalogue fresh, ToLongFunction<String> rows) {
        List<Finding> findings = new ArrayList<>();
        for (Table table : fresh.tables()) {
            Table partner = upgraded.table(table.name()).orElse(null);
            if (partner == null) {
                findings.add(error(table.name(), "table", "no such table", "tables missing"));
            } else {
                new ColumnJudge(upgraded.engine(), partner, table, findings).run();
                new ConstraintJudge(partner, table, findings).run();
            }
        }
        for (Table table : upgraded.tables()) {
            if (fresh.table(table.name()).isEmpty()) {
                long count = rows.applyAsLong(table.name());
                findings.add(finding(
                        Severity.WARNING,
                        table.name(),
                        "no such table",
                        "table" + (count < 0 ? "" : " with " + count + " rows"),
                        "unknown tables left"));
            }
        }
        enums(upgraded, fresh, findings);
        code(upgraded, fresh, findings);
        for (SequenceState s : upgraded.sequences()) {
            if (s.behind()) {
                findings.add(Finding.of(
                                Severity.ERROR,
                                Kind.SEQUENCE_BEHIND,
                                s.table() + "." + s.column(),
                                "",
                                "next number of " + s.name() + " above " + s.max(),
                                "next number " + s.next())
                        .inGroup("sequences behind their tables"));
            }
        }
        return List.copyOf(findings);
    }

    private static void enums(Catalogue upgraded, Catalogue fresh, List<Finding> findings) {
        Map<String, EnumType> there = new TreeMap<>();
        upgraded.enums().forEach(e -> there.put(e.name(), e));
        for (EnumType type : fresh.enums()) {
            EnumType partner = there.get(type.name());
            // Where a column needs a type that is not there, the column says so.
            if (partner != null && !partner.labels().equals(type.labels())) {
                boolean refuses = !partner.labels().containsAll(type.labels());
                findings.add(finding(
                        refuses ? Severity.ERROR : Severity.NOTE,
                        type.name(),
                        "values " + type.labels(),
                        "values " + partner.labels(),
                        refuses ? "enumerations refuse values" : "enumerations have more values or another order"));
            }
        }
    }

    private static void code(Catalogue upgraded, Catalogue fresh, List<Finding> findings) {
        Map<String, CodeObject> there = new TreeMap<>();
        upgraded.code().stream().filter(c -> comparable(fresh, c)).forEach(c -> there.put(c.id(), c));
        for (CodeObject object :
                fresh.code().stream().filter(c -> comparable(upgraded, c)).toList()) {
            CodeObject partner = there.remove(object.id());
            if (partner == null) {
                boolean view = object.form().equals("view");
                findings.add(finding(
                        view ? Severity.ERROR : Severity.WARNING,
                        object.name(),
                        object.form().endsWith("option") ? object.text() : object.form(),
                        "no such " + object.form(),
                        object.form() + "s missing"));
            } else if (!partner.text().equals(object.text())) {
                Excerpt shown = Excerpt.of(object.text(), partner.text());
                findings.add(finding(
                        Severity.WARNING, object.name(), shown.expected(), shown.found(), object.form() + "s differ"));
            }
        }
        there.values()
                .forEach(c -> findings.add(finding(
                        // A crash of the server empties a table without a log; a trigger acts on every write.
                        c.text().contains("unlogged") || c.form().equals("trigger") ? Severity.ERROR : Severity.WARNING,
                        c.name(),
                        "no such " + c.form(),
                        c.form().endsWith("option") ? c.text() : c.form(),
                        "unknown " + c.form() + "s left")));
    }

    /**
     * A table or index that the other one has not is told of by itself, and what hangs on it is not. Who is granted what is a matter of
     * those who run the store, and not of a fresh installation.
     */
    private static boolean comparable(Catalogue other, CodeObject object) {
        return switch (object.form()) {
            case "grant", "publication" -> false;
            case "index option" ->
                other.table(object.table())
                        .filter(t ->
                                t.indexes().stream().anyMatch(i -> object.name().equals(t.name() + "." + i.name())))
                        .isPresent();
            default ->
                !object.form().endsWith("option") || other.table(object.table()).isPresent();
        };
    }

    static Finding error(String object, String expected, String found, String group) {
        return finding(Severity.ERROR, object, expected, found, group);
    }

    static Finding finding(Severity severity, String object, String expected, String found, String group) {
        return Finding.of(severity, Kind.SCHEMA_DIFFERENCE, object, "", expected, found)
                .inGroup(group);
    }
}
