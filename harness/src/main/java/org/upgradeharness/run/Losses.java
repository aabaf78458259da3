package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.upgradeharness.judge.AllowedChange;
import org.upgradeharness.judge.AllowedColumnRename;
import org.upgradeharness.judge.AllowedTouch;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Reversed;
import org.upgradeharness.judge.RowComparison;
import org.upgradeharness.judge.RowJudge;
import org.upgradeharness.judge.Showing;
import org.upgradeharness.judge.VersionJudge;
import org.upgradeharness.store.Column;
import org.upgradeharness.store.RowCursor;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.store.Table;

/**
 * Tells three things apart that are not as they were after going back: what the old release knew (a fault, whatever it is), what was
 * made under the new release and is gone (a loss, to be declared), and what was made there and is still there (no finding).
 */
final class Losses {
    private final StoreReader before;
    private final StoreReader used;
    private final StoreReader after;
    private final LossRules rules;

    /**
     * The comparison of three states of one store.
     *
     * @param before as the old release left it
     * @param used as the new release left it
     * @param after as it is after going back
     */
    Losses(StoreReader before, StoreReader used, StoreReader after, LossRules rules) {
        this.before = before;
        this.used = used;
        this.after = after;
        this.rules = rules;
    }

    /**
     * All of them.
     *
     * @param compared what the old release knew, compared with what is there
     * @param forward what the new release may change on the way up
     */
    List<Finding> findings(
            RowComparison compared, List<AllowedChange> forward, Consumer<String> sink, Showing showing) {
        RowComparison up = RowJudge.compare(before, used, forward, line -> {}, showing);
        RowComparison down = RowJudge.compare(used, after, Reversed.of(forward), sink, showing);
        Set<String> made = keys(up.findings(), Kind.EXTRA_ROW);
        Set<String> neither = keys(down.findings(), Kind.EXTRA_ROW);
        List<Finding> findings = new ArrayList<>();
        compared.findings().stream()
                .filter(f -> f.kind() != Kind.EXTRA_ROW || neither.contains(name(f)))
                .forEach(findings::add);
        down.findings().stream()
                .filter(f -> f.kind() != Kind.EXTRA_ROW && made.contains(name(f)))
                .map(f -> rules.row(f, table(f.object())))
                .forEach(findings::add);
        findings.addAll(dropped(forward));
        return findings;
    }

    /** Touches of the way up are forgiven: that a time moved is no loss. */
    static List<AllowedChange> forgiven(List<AllowedChange> back, List<AllowedChange> forward) {
        List<AllowedChange> all = new ArrayList<>(back);
        forward.stream().filter(c -> c instanceof AllowedTouch && !c.always()).forEach(all::add);
        return all;
    }

    private List<Finding> dropped(List<AllowedChange> forward) {
        List<Finding> findings = new ArrayList<>();
        for (Table table : used.catalogue().tables()) {
            Table old = before.catalogue().table(table.name()).orElse(null);
            Table now = after.catalogue().table(table.name()).orElse(null);
            boolean version = table.name().equals(VersionJudge.TABLE);
            if (old == null && now == null && !version) {
                findings.add(rules.table(table.name(), used.count(table.name())));
            }
            if (now != null) {
                table.columns().stream()
                        .map(Column::name)
                        .filter(c -> !isNewName(forward, table.name(), c))
                        .filter(c -> now.column(c).isEmpty()
                                && (old == null || old.column(c).isEmpty()))
                        .forEach(c -> findings.add(rules.column(table.name() + "." + c, values(table, c))));
            }
        }
        return findings;
    }

    /** What has its old name again is not gone. */
    private static boolean isNewName(List<AllowedChange> forward, String table, String column) {
        return forward.stream()
                .anyMatch(c -> c instanceof AllowedColumnRename r && r.table().equals(table) && r.to().equals(column));
    }

    private long values(Table table, String column) {
        long values = 0;
        try (RowCursor rows = used.rows(table.name(), List.of())) {
            int at = rows.columns().stream().map(Column::name).toList().indexOf(column);
            while (rows.next()) {
                values += rows.value(at) == null ? 0 : 1;
            }
        }
        return values;
    }

    private static Set<String> keys(List<Finding> findings, Kind kind) {
        Set<String> keys = new HashSet<>();
        findings.stream().filter(f -> f.kind() == kind).forEach(f -> keys.add(name(f)));
        return keys;
    }

    /** A row by its table and key, also where the finding is about one of its columns. */
    private static String name(Finding finding) {
        return table(finding.object()) + " " + finding.key();
    }

    private static String table(String object) {
        return object.split("\\.", 2)[0];
    }
}
