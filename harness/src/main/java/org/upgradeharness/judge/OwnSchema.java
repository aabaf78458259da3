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
 * What people have made beside the gateway in its database: tables, views, triggers, functions and indexes of their own, which the
 * old store has and the installation of the old release had not. A migration has not left them behind, and must not lose them.
 */
public final class OwnSchema {
    private static final String GROUP = "objects of people's own lost";

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

    private List<Finding> judge(List<Finding> differences) {
        List<Table> tables = old.tables().stream()
                .filter(t -> installed.table(t.name()).isEmpty())
                .toList();
        Map<String, CodeObject> code = code(old);
        code.keySet().removeAll(code(installed).keySet());
        Set<String> names = new HashSet<>();
        tables.forEach(t -> names.add(t.name()));
        code.values().forEach(c -> names.add(c.name()));
        List<Finding> findings = new ArrayList<>(differences.stream()
                .filter(f -> !names.contains(f.object()) || !f.expected().startsWith("no such "))
                .toList());
        tables.stream()
                .filter(t -> upgraded.table(t.name()).isEmpty())
                .forEach(t -> findings.add(SchemaJudge.error(t.name(), "table", "no such table", GROUP)));
        Map<String, CodeObject> there = code(upgraded);
        code.forEach((name, object) -> lost(object, there.get(name), findings));
        old.tables().forEach(t -> indexes(t, findings));
        return List.copyOf(findings);
    }

    private static void lost(CodeObject object, CodeObject now, List<Finding> findings) {
        if (now == null) {
            findings.add(SchemaJudge.error(object.name(), object.form(), "no such " + object.form(), GROUP));
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
                        "no such index",
                        "indexes of people's own lost"));
            }
        }
    }

    /** Options belong to what they are options of. */
    private static Map<String, CodeObject> code(Catalogue catalogue) {
        Map<String, CodeObject> code = new HashMap<>();
        catalogue.code().stream()
                .filter(c -> !c.form().endsWith("option"))
                .forEach(c -> code.put(c.form() + " " + c.name(), c));
        return code;
    }
}
