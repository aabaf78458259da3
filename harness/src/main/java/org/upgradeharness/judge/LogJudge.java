package org.upgradeharness.judge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds errors in the log of the new release that the old release did not log and no allowance explains. */
public final class LogJudge {
    private static final int SHOWN = 300;

    private LogJudge() {}

    /** The first errors of a log in the order in which they were logged, each in one line, to say why something failed. */
    public static List<String> first(List<String> lines, int most) {
        return LogReading.errors(lines).stream()
                .map(e -> e.text()
                        .replaceAll("\\s+", " ")
                        .replaceFirst("^\\s*→", "")
                        .strip())
                .filter(text -> !text.isEmpty())
                .distinct()
                .limit(most)
                .map(text -> text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text)
                .toList();
    }

    /**
     * One finding for each different error; its key says how often it was logged, and volatile parts (times, ids, numbers,
     * durations) are replaced by their kind.
     *
     * @param lines the log of the new release, or of the migrator
     * @param oldLines the log of the old release; an error that stands there in the same words is not new. May be empty
     * @param allowed errors that are no fault
     */
    public static List<Finding> judge(List<String> lines, List<String> oldLines, List<LogAllowance> allowed) {
        Set<String> old = new HashSet<>();
        LogReading.errors(oldLines).forEach(e -> old.add(e.normal()));
        Map<LogEntry, Integer> counts = new LinkedHashMap<>();
        for (LogEntry entry : LogReading.errors(lines)) {
            boolean fine = old.contains(entry.normal()) || allowed.stream().anyMatch(a -> a.covers(entry.text()));
            if (!fine) {
                counts.merge(new LogEntry(entry.source(), entry.normal()), 1, Integer::sum);
            }
        }
        List<Finding> findings = new ArrayList<>();
        counts.forEach((entry, count) -> findings.add(Finding.of(
                        Severity.ERROR,
                        Kind.LOG_ERROR,
                        entry.source().isEmpty() ? "log" : "log:" + entry.source(),
                        count == 1 ? "once" : count + " times",
                        "not logged",
                        entry.text())
                .inGroup("logged: " + entry.text())));
        return findings;
    }
}
