package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.upgradeharness.judge.AllowedChange;
import org.upgradeharness.judge.AllowedTouch;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.Column;
import org.upgradeharness.store.Family;
import org.upgradeharness.witness.Trial;

/**
 * What the old store held, looked at once more when the new release was used and has stopped. Whoever uses a release makes rows of
 * their own and moves times forward; a row that nobody used is as it was before.
 */
final class LeftAlone {
    private static final Set<Family> TIMES = Set.of(Family.TIMESTAMP, Family.TIMESTAMP_TZ, Family.DATE);

    /** Columns in which a release writes down that a row was changed. */
    private static final Pattern NOTED = Pattern.compile("\\.((updated|modified|last)_.*|version)$");

    /** Nothing that somebody does moves the end of something else, nor when it was made or given. */
    private static final Pattern FIXED =
            Pattern.compile("expir|until|created|joined|granted|invited|requested|revoked");

    /** An address or an id names one thing; a short word or a number does not. */
    private static final int TELLING = 12;

    private LeftAlone() {}

    /** The declared changes, and that times move forward, but for those at which something begins or ends. */
    static List<AllowedChange> used(List<AllowedChange> declared, Catalogue old) {
        List<AllowedChange> all = new ArrayList<>(declared);
        old.tables().forEach(table -> {
            List<String> times = table.columns().stream()
                    .filter(c -> TIMES.contains(c.type().family()))
                    .map(Column::name)
                    .filter(name -> !FIXED.matcher(name).find())
                    .toList();
            if (!times.isEmpty()) {
                all.add(new AllowedTouch(
                        table.name(), times, null, null, true, null, "who uses a row is written down in it"));
            }
        });
        return List.copyOf(all);
    }

    /**
     * Of what differs now, what was not different before anybody used the release; rows of those who used it are their own, and
     * with a row that they gave up goes what referred to it or named it, but not before it: what is lost while that row is still
     * there is told together, and by it. Of a row that they changed and changed back only what is
     * written down of changes is another.
     */
    static List<Finding> since(
            Collection<Finding> told, Set<Trial.OldRow> givenUp, Set<Trial.OldRow> touched, List<Finding> now) {
        Set<List<Object>> before = new HashSet<>();
        for (Finding f : told) {
            before.add(place(f));
            if (f.kind() == Kind.LOST_ROW) {
                // Its number may have been given to another row since.
                before.add(row(f));
            }
        }
        Set<String> wentWith = now.stream()
                .filter(f -> isAmong(givenUp, f) && f.group().endsWith(f.key()))
                .map(Finding::group)
                .collect(Collectors.toSet());
        Set<Trial.OldRow> gone = givenUp.stream()
                .filter(row -> now.stream().anyMatch(f -> f.kind() == Kind.LOST_ROW && isAmong(Set.of(row), f)))
                .collect(Collectors.toSet());
        return now.stream()
                .filter(f -> !isAmong(givenUp, f) && !wentWith.contains(f.group()) && !named(f, gone))
                .filter(f -> !(isAmong(touched, f) && NOTED.matcher(f.object()).find()))
                .filter(f -> f.kind() != Kind.EXTRA_ROW && !before.contains(place(f)) && !before.contains(row(f)))
                .map(f -> halfDeleted(f, givenUp))
                .toList();
    }

    private static boolean isAmong(Set<Trial.OldRow> rows, Finding finding) {
        String table = finding.object().split("\\.", 2)[0];
        return rows.stream().anyMatch(row -> row.table().equals(table) && finding.isOf(row.pair()));
    }

    /** No foreign key leads from what is written down of somebody: such rows name the row that was given up, and go with it. */
    private static boolean named(Finding finding, Set<Trial.OldRow> rows) {
        return rows.stream().anyMatch(row -> naming(finding, row).isPresent());
    }

    /** By which column a row that is lost names another one: {@code column=value}. */
    private static Optional<String> naming(Finding finding, Trial.OldRow row) {
        String value = row.pair().substring(row.pair().indexOf('=') + 1);
        return finding.kind() == Kind.LOST_ROW && value.length() >= TELLING
                ? Stream.of(finding.expected().split(", "))
                        .filter(pair -> pair.endsWith("=" + value))
                        .findFirst()
                : Optional.empty();
    }

    /** A row that names one which was to be deleted and is still there: keys are drawn anew, so that it is told by what it names. */
    private static Finding halfDeleted(Finding finding, Set<Trial.OldRow> stillThere) {
        return stillThere.stream()
                .flatMap(row -> naming(finding, row)
                        .map(pair -> finding.keyed(
                                        finding.key().endsWith(")") ? finding.key() : finding.key() + " (" + pair + ")")
                                .inGroup("rows lost with " + row.table() + " " + row.pair() + ", which is still there"))
                        .stream())
                .findFirst()
                .orElse(finding);
    }

    private static List<Object> row(Finding finding) {
        return List.of(finding.object().split("\\.", 2)[0], finding.key());
    }

    private static List<Object> place(Finding finding) {
        return List.of(finding.kind(), finding.object(), finding.key());
    }
}
