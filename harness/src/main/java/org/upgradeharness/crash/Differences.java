package org.upgradeharness.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.RowJudge;
import org.upgradeharness.judge.SchemaJudge;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.judge.VersionJudge;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;

/** In what a store is not the one of a migration that was not interrupted, in the words of the judges of every upgrade. */
final class Differences {
    private static final Set<Kind> OF_ROWS = Set.of(Kind.LOST_ROW, Kind.EXTRA_ROW, Kind.CHANGED_VALUE);

    private final CrashSite site;
    private final Store store;
    private final Set<String> drawn;

    /**
     * Differences between the slot of a site and a store.
     *
     * @param drawn what each run of the migration draws anew
     */
    Differences(CrashSite site, Store store, Set<String> drawn) {
        this.site = site;
        this.store = store;
        this.drawn = drawn;
    }

    /**
     * The whole comparison of the slot; notes are of no consequence to anybody.
     *
     * @param values columns that do not hold the values that they hold otherwise, where no row can be told from another
     */
    List<String> in(Set<String> values) {
        try (StoreReader mine = StoreReader.open(site.slot().address());
                StoreReader control = StoreReader.open(store.address())) {
            List<Finding> findings = new ArrayList<>(VersionJudge.judge(mine, site.head()));
            findings.addAll(SchemaJudge.compare(mine.catalogue(), control.catalogue(), mine::count));
            RowJudge.compare(control, mine, List.of(), line -> {}).findings().stream()
                    .filter(f -> !drawnHere(f.object(), control, mine))
                    .forEach(findings::add);
            List<String> lines = new ArrayList<>();
            Map<String, List<Finding>> rows = new TreeMap<>();
            findings.stream().filter(f -> f.severity() != Severity.NOTE).forEach(f -> {
                if (OF_ROWS.contains(f.kind())) {
                    rows.computeIfAbsent(f.kind().id() + " " + f.object(), r -> new ArrayList<>())
                            .add(f);
                } else {
                    lines.add(told(f));
                }
            });
            // Keys are those of this seed: how many rows it shows in is the same each time, which ones stands below,
            // indented.
            rows.forEach((what, own) -> {
                lines.add(what + ": " + own.size() + (own.size() == 1 ? " row" : " rows"));
                own.forEach(f -> lines.add(EndState.DETAIL + told(f)));
            });
            values.forEach(c -> lines.add("changed-value " + c + ": not the values that it holds otherwise"));
            return lines.stream().distinct().toList();
        }
    }

    /** A table with keys that are drawn anew is judged by the number of its rows, a column whose values are drawn not at all. */
    private boolean drawnHere(String object, StoreReader control, StoreReader mine) {
        int dot = object.indexOf('.');
        if (dot >= 0) {
            return drawn.contains("values " + object);
        }
        boolean there = mine.catalogue().table(object).isPresent();
        boolean drawnKeys = control.catalogue()
                .table(object)
                .map(t -> !t.primaryKey().isEmpty()
                        && t.primaryKey().stream().allMatch(k -> drawn.contains("values " + object + "." + k)))
                .orElse(false);
        return there && drawnKeys && control.count(object) == mine.count(object);
    }

    private static String told(Finding f) {
        return f.kind().id() + " " + f.object() + (f.key().isEmpty() ? "" : " (" + f.key() + ")") + ": expected "
                + f.expected() + EndState.FOUND + f.found();
    }
}
