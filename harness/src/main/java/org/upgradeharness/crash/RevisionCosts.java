package org.upgradeharness.crash;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.upgradeharness.migrate.Statement;

/**
 * What each revision costs those who use the store meanwhile: its time, and the tables that it locks. A lock is told where it is
 * taken; PostgreSQL keeps it until the transaction ends.
 */
public final class RevisionCosts {
    /** Locks of PostgreSQL that others notice, and what they can do on the table then; the others let them read and write. */
    private static final Map<String, String> NOTICED = Map.of(
            "AccessExclusiveLock", "can neither read nor write",
            "ExclusiveLock", "cannot write",
            "ShareRowExclusiveLock", "cannot write",
            "ShareLock", "cannot write");

    private static final Pattern MAKES =
            Pattern.compile("(?i)^\\s*create table (?:if not exists )?\"?(\\w+)\"?", Pattern.MULTILINE);

    private final Map<String, Cost> costs = new LinkedHashMap<>();

    private RevisionCosts() {}

    private static final class Cost {
        private final Map<String, String> locked = new TreeMap<>();
        private double seconds;
        private int statements;
    }

    /** A line for each revision, the slowest first; empty for an empty trace. */
    public static List<String> of(List<Statement> trace) {
        RevisionCosts all = new RevisionCosts();
        all.read(trace);
        return all.lines();
    }

    private void read(List<Statement> trace) {
        Set<String> own = new HashSet<>();
        Map<Integer, Map<String, String>> held = new HashMap<>();
        for (Statement statement : trace) {
            Matcher made = MAKES.matcher(statement.text());
            if (made.find()) {
                own.add(made.group(1));
            }
            Cost cost = costs.computeIfAbsent(statement.at(), at -> new Cost());
            cost.seconds += statement.seconds();
            cost.statements++;
            Map<String, String> before = held.getOrDefault(statement.transaction(), Map.of());
            statement.locks().forEach((table, lock) -> {
                // Nobody else knows a table that this migration has made.
                if (NOTICED.containsKey(lock) && !own.contains(table) && !lock.equals(before.get(table))) {
                    cost.locked.put(table, lock);
                }
            });
            held.put(statement.transaction(), statement.locks());
        }
    }

    private List<String> lines() {
        List<Map.Entry<String, Cost>> slowest = new ArrayList<>(costs.entrySet());
        slowest.sort(Comparator.comparingDouble(e -> -e.getValue().seconds));
        return slowest.stream()
                .map(e -> String.format(
                                Locale.ROOT,
                                "%8.3f s in %d statements: %s",
                                e.getValue().seconds,
                                e.getValue().statements,
                                e.getKey())
                        + locks(e.getValue()))
                .toList();
    }

    private static String locks(Cost cost) {
        return cost.locked.entrySet().stream()
                .map(l -> l.getKey() + " (" + l.getValue() + ": others " + NOTICED.get(l.getValue()) + ")")
                .collect(Collectors.joining(", ", cost.locked.isEmpty() ? "" : "; locks ", ""));
    }
}
