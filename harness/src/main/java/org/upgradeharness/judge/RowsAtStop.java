package org.upgradeharness.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.upgradeharness.store.StoreReader;

/**
 * Whether a release that stops makes rows of which nobody saw anything while it ran: an administrator, a member, a grant. What it had in
 * mind may be written down then, in the tables of which that is said.
 */
public final class RowsAtStop {
    private final Map<String, Set<List<Object>>> before = new TreeMap<>();

    private RowsAtStop() {}

    /**
     * Remembers the keys of all rows, right before the stop. Tables without a key are left out.
     *
     * @param written the tables in which rows are written down late: logs, and counts of uses
     */
    public static RowsAtStop before(StoreReader running, Set<String> written) {
        RowsAtStop rows = new RowsAtStop();
        running.catalogue().tables().stream()
                .filter(table -> !table.primaryKey().isEmpty() && !written.contains(table.name()))
                .forEach(table -> rows.before.put(table.name(), NewColumns.keys(running, table)));
        return rows;
    }

    /** The rows that are there since. */
    public List<Finding> since(StoreReader stopped) {
        List<Finding> findings = new ArrayList<>();
        before.forEach((name, keys) -> stopped.catalogue()
                .table(name)
                .ifPresent(table -> NewColumns.keys(stopped, table).stream()
                        .filter(key -> !keys.contains(key))
                        .forEach(key -> findings.add(Finding.of(
                                Severity.ERROR,
                                Kind.EXTRA_ROW,
                                name,
                                RowText.pairs(table.primaryKey(), key),
                                "no row that is made while the release stops",
                                "one")))));
        return findings;
    }
}
