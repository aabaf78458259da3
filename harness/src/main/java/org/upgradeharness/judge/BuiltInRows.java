package org.upgradeharness.judge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.Column;
import org.upgradeharness.store.RowCursor;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.store.Table;

/**
 * What a release brings along itself: roles, its administrator, rows to look things up in. Each fresh installation has these rows, so
 * an upgraded store must have them too. What two fresh installations do not have in common (random keys, times, hashes) is drawn
 * anew by each and says nothing; neither do numbers that a store gives out.
 *
 * <p>How often a row stands there is not looked at, and neither is a table into which an installation puts more than a thousand
 * rows.
 */
public final class BuiltInRows {
    private static final int MOST = 1000;

    private final List<BuiltInTable> tables;

    private BuiltInRows(List<BuiltInTable> tables) {
        this.tables = tables;
    }

    /** What two fresh installations of one release have in common. */
    public static BuiltInRows of(StoreReader one, StoreReader other) {
        return new BuiltInRows(one.catalogue().tables().stream()
                .filter(t -> !t.name().equals(VersionJudge.TABLE))
                .filter(t -> one.count(t.name()) <= MOST)
                .map(t -> BuiltInTable.of(t, one, other))
                .filter(t -> !t.rows().isEmpty() && !t.naming().isEmpty())
                .toList());
    }

    /**
     * What of it a store has not, or otherwise ({@link Kind#BUILT_IN_DIFFERS}). A row that is missing and an entry more or less in a list
     * (what a role may do) are errors, and so is a switch or a number in a column that the upgrade brought: the release does other
     * things there. What the old store had already was kept, and another text is read by nobody or by the release: a warning.
     *
     * @param old the schema that the store had before it was upgraded
     * @param logs tables that hold what happened to a store, which is not what happened to another one
     */
    public List<Finding> judge(StoreReader store, Catalogue old, Set<String> logs) {
        List<Finding> findings = new ArrayList<>();
        for (BuiltInTable fresh : tables) {
            Table there = store.catalogue().table(fresh.name()).orElse(null);
            // That a table is missing, or what its rows are found by, is told of the schema.
            if (there != null
                    && !logs.contains(fresh.name())
                    && there.hasColumns(
                            fresh.naming().stream().map(Column::name).toList())) {
                findings.addAll(
                        judge(fresh, there, store, old.table(fresh.name()).orElse(null)));
            }
        }
        return List.copyOf(findings);
    }

    private static List<Finding> judge(BuiltInTable fresh, Table there, StoreReader store, Table old) {
        Map<List<String>, Map<String, Object>> wanted = new HashMap<>();
        fresh.rows().forEach(r -> wanted.put(fresh.identity(r), r));
        Map<List<String>, List<Finding>> nearest = new HashMap<>();
        try (RowCursor cursor = store.rows(there.name(), List.of())) {
            Row row = new Row(there, cursor);
            while (row.next()) {
                List<String> identity = fresh.identity(BuiltInTable.values(fresh.naming(), row));
                if (wanted.containsKey(identity)) {
                    nearest.merge(
                            identity,
                            differences(fresh, wanted.get(identity), row, old),
                            (a, b) -> a.size() <= b.size() ? a : b);
                }
            }
        }
        return fresh.rows().stream()
                .flatMap(r -> nearest.getOrDefault(fresh.identity(r), missing(fresh, r)).stream())
                .toList();
    }

    private static List<Finding> missing(BuiltInTable fresh, Map<String, Object> row) {
        return List.of(Finding.of(
                        Severity.ERROR,
                        Kind.BUILT_IN_DIFFERS,
                        fresh.name(),
                        fresh.key(row),
                        "a row, as in each fresh installation",
                        "none")
                .inGroup("rows of a fresh installation are missing in " + fresh.name()));
    }

    private static List<Finding> differences(BuiltInTable fresh, Map<String, Object> wanted, Row row, Table old) {
        return fresh.compared().stream()
                .filter(c -> row.has(c.name()))
                .map(c -> new BuiltInValue(c, wanted.get(c.name()), row.type(c.name()), row.get(c.name())))
                .filter(v -> !v.same())
                .map(v -> Finding.of(
                                v.severity(old != null
                                        && old.column(v.column().name()).isPresent()),
                                Kind.BUILT_IN_DIFFERS,
                                fresh.name() + "." + v.column().name(),
                                fresh.key(wanted),
                                v.expected(),
                                v.found())
                        .inGroup(fresh.name() + "." + v.column().name() + ": not as in a fresh installation"))
                .toList();
    }
}
