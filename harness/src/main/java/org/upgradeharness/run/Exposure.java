package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Transcript;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.store.Column;
import org.upgradeharness.store.Family;
import org.upgradeharness.store.RowCursor;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.store.Table;

/**
 * Where a release tells secrets: in which answers, beside what their own requests carried, in its log, and in which columns they
 * stand in the clear. What the old release told in the same place is no finding: it is compared, not judged.
 */
final class Exposure implements Transcript {
    /** Segments of a path that name one thing: ids, addresses, whatever is no word. */
    private static final Pattern NAME = Pattern.compile("(?<=/)([^/]*[\\d%@][^/]*|[^/]{24,})(?=/|$)");

    /** Columns that say of themselves that they hold what a secret was made into. */
    private static final Pattern STORED = Pattern.compile("(password|token|secret)_hash|auth_value");

    private final Secrets secrets;
    private final Predicate<String> passedOn;
    private final Transcript kept;
    private final Set<String> told = new ConcurrentSkipListSet<>();
    /** Secrets that the harness itself put into a path, which releases log. */
    private final Set<String> inPaths = new ConcurrentSkipListSet<>();

    Exposure(Run run, Transcript kept) {
        this(run.secrets(), run.witnesses().session()::passesOn, kept);
    }

    /** What is told at a path that is passed on is not the release's. */
    Exposure(Secrets secrets, Predicate<String> passedOn, Transcript kept) {
        this.secrets = secrets;
        this.passedOn = passedOn;
        this.kept = kept;
    }

    @Override
    public void exchanged(String method, String path, String as, String body, Answer answer) {
        kept.exchanged(method, path, as, body, answer);
        inPaths.addAll(secrets.standingIn(path));
        String asked = path + " " + body;
        if (!passedOn.test(path)
                && secrets.standingIn(answer.text()).stream().anyMatch(secret -> !asked.contains(secret))) {
            told.add(method + " " + NAME.matcher(path.replaceFirst("\\?.*", "")).replaceAll("{}") + " as " + role(as));
        }
    }

    /** Administrators ask under their address, and under what they are. */
    private static String role(String as) {
        return as.contains("@") ? "administrator" : as;
    }

    /** The requests whose answers told a secret, and who asked. */
    Set<String> told() {
        return new TreeSet<>(told);
    }

    /** Registers what a store keeps in the place of secrets, so that it is masked and looked for too. */
    static void registerStored(StoreReader store, Secrets secrets) {
        store.catalogue().tables().stream()
                .filter(table -> table.columns().stream().anyMatch(Exposure::isStored))
                .forEach(table -> cells(store, table, (column, text) -> {
                    if (isStored(column)) {
                        secrets.registerStored(text);
                    }
                }));
    }

    private static boolean isStored(Column column) {
        return STORED.matcher(column.name()).matches();
    }

    /** The columns in which a secret stands in the clear. */
    static Set<String> inTheClear(StoreReader store, Secrets secrets) {
        Set<String> columns = new TreeSet<>();
        store.catalogue()
                .tables()
                .forEach(table -> cells(store, table, (column, text) -> {
                    if (secrets.standingIn(text).stream().anyMatch(secret -> !secrets.isStored(secret))) {
                        columns.add(table.name() + "." + column.name());
                    }
                }));
        return columns;
    }

    private interface Cell {
        void seen(Column column, String text);
    }

    private static void cells(StoreReader store, Table table, Cell seen) {
        try (RowCursor rows = store.rows(table.name(), List.of())) {
            while (rows.next()) {
                for (int i = 0; i < rows.columns().size(); i++) {
                    Object value = rows.value(i);
                    Family family = rows.columns().get(i).type().family();
                    if (value != null && (family == Family.TEXT || family == Family.JSON)) {
                        seen.seen(rows.columns().get(i), value.toString());
                    }
                }
            }
        }
    }

    /** The lines of a log in which a secret stands. */
    List<Finding> inLog(List<String> lines) {
        return lines.stream()
                .filter(line -> !inPaths.containsAll(secrets.standingIn(line)))
                .map(line -> finding("log", "", secrets.mask(line)))
                .limit(1)
                .toList();
    }

    /** What is told now and was not before. */
    static List<Finding> newly(String where, Set<String> before, Set<String> now) {
        List<Finding> findings = new ArrayList<>();
        now.stream().filter(place -> !before.contains(place)).forEach(place -> findings.add(finding(place, "", where)));
        return findings;
    }

    private static Finding finding(String place, String key, String found) {
        return Finding.of(Severity.ERROR, Kind.SECRET_EXPOSED, place, key, "no secret", found);
    }
}
