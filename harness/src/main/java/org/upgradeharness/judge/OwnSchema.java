package org.upgradeharness.judge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.CodeObject;
import org.upgradeharness.store.Index;
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
        List<Finding> findings = new ArrayList<>(differences.stream()
                .filter(f -> !f.expected().startsWith(NONE)
                        || !own.contains(f.expected().substring(NONE.length()) + " " + f.object()))
                .toList());
        tables.stream()
                .filter(t -> upgraded.table(t.name()).isEmpty())
                .forEach(t -> findings.add(SchemaJudge.error(t.name(), "table", NONE + "table", GROUP)));
        Map<String, CodeObject> there = code(upgraded);
        code.values().stream()
                .filter(c -> c.table().isEmpty() || there(c.table()))
                .forEach(c -> lost(c, there.get(c.id()), findings));
        old.tables().forEach(t -> indexes(t, findings));
        return List.copyOf(findings);
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

    private void indexes(Table table, List<Finding> findings) {
        Table before = installed.table(table.name()).orElse(null);
        Table now = upgraded.table(table.name()).orElse(null);
        if (before == null || now == null) {
            return;
        }
        for (Index index : table.indexes()) {
            boolean own = before.indexes().stream().noneMatch(i -> i.cover().equals(index.cover()));
            if (own && now.indexes().stream().noneMatch(i -> i.cover().equals(index.cover()))) {
                findings.add(SchemaJudge.finding(
                        Severity.WARNING,
                        table.name() + "." + index.name(),
                        "index " + index.cover(),
                        NONE + "index",
                        "indexes of people's own lost"));
            }
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
