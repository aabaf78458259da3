package org.upgradeharness.judge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.store.Table;

/**
 * Compares every row of every table of the old store with the new one. Rows are read from two cursors in the order of the
 * primary key, so that memory does not grow with rows; it grows with declared re-keys (about 200 bytes per row of such a
 * table). Tables without a key in common are compared as multisets of their common columns. The version table is left to
 * {@link VersionJudge}.
 */
public final class RowJudge {
    static final String VERSION_TABLE = "alembic_version";
    static final String TABLE_GONE = "the table is gone";
    static final String COLUMN_GONE = "the column is gone";

    private final StoreReader before;
    private final StoreReader after;
    private final List<AllowedChange> allowed;
    private final Differences differences;

    private RowJudge(
            StoreReader before,
            StoreReader after,
            List<AllowedChange> allowed,
            Consumer<String> sink,
            Showing showing) {
        this.before = before;
        this.after = after;
        this.allowed = allowed;
        this.differences = new Differences(sink, showing);
    }

    /**
     * Compares the two stores.
     *
     * @param before the untouched old store
     * @param after the upgraded store; whatever is missing there is a finding
     * @param allowed the declared changes that hold for this pair and engine, see {@link AllowedChange#of}
     * @param sink gets every difference as one line, those too that the findings only count
     * @throws BrokenEnvironment if the old store has no table or no row to compare, or one of the two cannot be read
     */
    public static RowComparison compare(
            StoreReader before, StoreReader after, List<AllowedChange> allowed, Consumer<String> sink) {
        return compare(before, after, allowed, sink, new Showing(true));
    }

    /** The same; {@code showing} says what the lines may tell of the data. */
    public static RowComparison compare(
            StoreReader before,
            StoreReader after,
            List<AllowedChange> allowed,
            Consumer<String> sink,
            Showing showing) {
        return new RowJudge(before, after, List.copyOf(allowed), sink, showing).run();
    }

    private RowComparison run() {
        List<Table> tables = before.catalogue().tables().stream()
                .filter(t -> !t.name().equals(VERSION_TABLE))
                .toList();
        if (tables.isEmpty()) {
            throw new BrokenEnvironment("The old store has no table: nothing was seeded, so nothing can be judged.");
        }
        Map<String, Map<String, String>> keyMaps = keyMaps(tables);
        Map<String, TableCount> counts = new TreeMap<>();
        long rows = 0;
        for (Table table : tables) {
            Table partner = after.catalogue().table(newName(table.name())).orElse(null);
            if (partner == null) {
                rows += gone(table, counts);
                continue;
            }
            TablePlan plan = TablePlan.of(table, partner, allowed, keyMaps);
            long looked = new TableComparison(plan, before, after, differences).run();
            rows += looked;
            plan.moves().forEach(move -> new MovedColumns(move, table, before, after, differences).run());
            counts.put(table.name(), new TableCount(looked, after.count(partner.name())));
        }
        if (rows == 0) {
            throw new BrokenEnvironment("The old store has no row: nothing was seeded, so nothing can be judged.");
        }
        return new RowComparison(differences.findings(), counts, rows, tables.size());
    }

    private long gone(Table table, Map<String, TableCount> counts) {
        long rows = before.count(table.name());
        counts.put(table.name(), new TableCount(rows, 0));
        if (rows > 0) {
            differences.whole(table.name(), Kind.LOST_ROW, table.name(), rows + " rows", TABLE_GONE);
        }
        return rows;
    }

    private String newName(String table) {
        return allowed.stream()
                .filter(c -> c instanceof AllowedTableRename && c.table().equals(table))
                .map(c -> ((AllowedTableRename) c).to())
                .findFirst()
                .orElse(table);
    }

    private Map<String, Map<String, String>> keyMaps(List<Table> tables) {
        Map<String, Map<String, String>> maps = new HashMap<>();
        for (Table table : tables) {
            AllowedRekey rekey = TablePlan.first(
                    allowed.stream().filter(c -> c.table().equals(table.name())).toList(), AllowedRekey.class);
            Table partner = after.catalogue().table(newName(table.name())).orElse(null);
            if (rekey != null && partner != null) {
                Map<String, String> map = new KeyMapping(rekey, before, after, differences)
                        .read(TablePlan.of(table, partner, allowed, Map.of()));
                rekey.references().forEach(r -> maps.put(r, map));
            }
        }
        return maps;
    }
}
