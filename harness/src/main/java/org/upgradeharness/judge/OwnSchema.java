package org.upgradeharness.judge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.CodeObject;
import org.upgradeharness.store.Table;

/**
 * What people have made beside the gateway in its database: tables, views, triggers, functions and indexes of their own, row security,
 * and whom they let read what; the old store has it and the installation of the old release had not. A migration has not left it
 * behind, and must not lose it.
 */
public final class OwnSchema {
    private static final String GROUP = "objects of people's own lost";
    private static final String NONE = "no such ";

    private final Catalogue installed;
    private final Catalogue old;
    private final Catalogue upgraded;

    private OwnSchema(Catalogue installed, Catalogue old, Catalogue upgraded) {
        this.installed = installed;
        this.old = old;
        this.upgraded = upgraded;
    }

    /**
     * The differences of the schema without those that people's own objects are, and with those that have got lost.
     *
     * @param differences of the upgraded store against a fresh installation
     * @param installed the old release's schema right after its installation
     * @param old the old store
     * @param upgraded the upgraded store
     */
    public static List<Finding> judge(
            List<Finding> differences, Catalogue installed, Catalogue old, Catalogue upgraded) {
        return new OwnSchema(installed, old, upgraded).judge(differences);
    }

    /**
     * The differences of the rows, where a row more in people's own tables is no error: no migration knows these tables, but a trigger
     * of theirs may write down there what it does.
     *
     * @param differences of the upgraded store's rows against the old one's
     * @param installed the old release's schema right after its installation
     */
    public static List<Finding> ofRows(List<Finding> differences, Catalogue installed) {
        return differences.stream()
                .map(f -> f.kind() == Kind.EXTRA_ROW
                                && installed.table(f.object()).isEmpty()
                        ? f.as(Severity.WARNING)
                        : f)
                .toList();
    }

    private List<Finding> judge(List<Finding> differences) {
        List<Table> tables = old.tables().stream()
                .filter(t -> installed.table(t.name()).isEmpty())
                .toList();
        Map<String, CodeObject> code = code(old);
        code.keySet().removeAll(code(installed).keySet());
        Set<String> own = new HashSet<>(code.keySet());
        tables.forEach(t -> own.add("table " + t.name()));
        Set<String> parts = old.tables().stream()
                .flatMap(t -> own(t).stream())
                .map(p -> p.form() + " " + p.object())
                .collect(Collectors.toSet());
        List<Finding> findings = new ArrayList<>(differences.stream()
                .filter(f -> !own.contains(surplus(f)))
                // It was there before, and nobody knows whether people made it or an older release left it.
                .map(f -> f.severity() == Severity.ERROR && parts.contains(surplus(f)) ? f.as(Severity.WARNING) : f)
                .toList());
        tables.stream()
                .filter(t -> upgraded.table(t.name()).isEmpty())
                .forEach(t -> findings.add(SchemaJudge.error(t.name(), "table", NONE + "table", GROUP)));
        Map<String, CodeObject> there = code(upgraded);
        code.values().stream()
                .filter(c -> c.table().isEmpty() || there(c.table()))
                .forEach(c -> lost(c, there.get(c.id()), findings));
        old.tables().forEach(t -> lost(t, findings));
        return List.copyOf(findings);
    }

    /** What the upgraded store has more than a fresh one, empty where the finding is of another sort. */
    private static String surplus(Finding finding) {
        String expected = finding.expected();
        return expected.startsWith(NONE) ? expected.substring(NONE.length()) + " " + finding.object() : "";
    }

    /** What goes with its table is not lost by itself. */
    private boolean there(String tableOrView) {
        return upgraded.table(tableOrView).isPresent()
                || upgraded.code().stream()
                        .anyMatch(c -> c.form().equals("view") && c.name().equals(tableOrView));
    }

    private static void lost(CodeObject object, CodeObject now, List<Finding> findings) {
        if (now == null) {
            String had =
                    object.form().equals("grant") || object.form().endsWith("option") ? object.text() : object.form();
            findings.add(SchemaJudge.error(object.name(), had, NONE + object.form(), GROUP));
        } else if (!now.text().equals(object.text())) {
            Excerpt shown = Excerpt.of(object.text(), now.text());
            findings.add(SchemaJudge.finding(
                    Severity.WARNING,
                    object.name(),
                    shown.expected(),
                    shown.found(),
                    "objects of people's own differ"));
        }
    }

    /** What people added to a table of the gateway's. */
    private record Part(String form, String object, String what) {
        static Set<Part> of(Table table) {
            Set<Part> parts = new LinkedHashSet<>();
            table.columns()
                    .forEach(c ->
                            parts.add(part(table, "column", c.name(), c.type().toString())));
            table.checks().forEach(c -> parts.add(part(table, "check", c.name(), c.expression())));
            table.foreignKeys().forEach(k -> parts.add(part(table, "foreign key", k.name(), k.link())));
            table.indexes().forEach(i -> parts.add(part(table, i.unique() ? "unique" : "index", i.name(), i.cover())));
            return parts;
        }

        private static Part part(Table table, String form, String name, String what) {
            String unnamed = form.equals("foreign key") ? form + " " + what : form;
            return new Part(form, table.name() + "." + (name.isEmpty() ? unnamed : name), what);
        }

        /** The same under whatever name; a column is its name. */
        boolean isAmong(Set<Part> others) {
            return others.stream()
                    .anyMatch(p -> p.form.equals(form)
                            && (form.equals("column") ? p.object.equals(object) : p.what.equals(what)));
        }
    }

    private List<Part> own(Table table) {
        Set<Part> before = installed.table(table.name()).map(Part::of).orElse(null);
        return before == null
                ? List.of()
                : Part.of(table).stream().filter(p -> !p.isAmong(before)).toList();
    }

    private void lost(Table table, List<Finding> findings) {
        Set<Part> now = upgraded.table(table.name()).map(Part::of).orElse(null);
        if (now != null) {
            own(table).stream()
                    .filter(p -> !p.isAmong(now))
                    .forEach(p -> findings.add(SchemaJudge.finding(
                            Severity.WARNING,
                            p.object(),
                            p.form() + " " + p.what(),
                            NONE + p.form(),
                            "parts of tables of people's own lost")));
        }
    }

    /** Options of columns, indexes and constraints belong to what they are options of. */
    private static Map<String, CodeObject> code(Catalogue catalogue) {
        Map<String, CodeObject> code = new HashMap<>();
        catalogue.code().stream()
                .filter(c -> !c.form().endsWith("option") || c.form().equals("table option"))
                .forEach(c -> code.put(c.id(), c));
        return code;
    }
}
