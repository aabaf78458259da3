package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;

/**
 * Settings that the last lines of a log name, where a release did not start. Programs name a setting as it is written in the
 * environment or as the field that it fills. That a line names it does not prove that it was the reason: people read the line.
 */
final class RefusedSettings {
    private static final int LINES = 60;
    private static final int SHOWN = 300;

    private RefusedSettings() {}

    static List<Finding> in(List<String> log, Collection<String> settings, String group) {
        List<String> last = log.subList(Math.max(0, log.size() - LINES), log.size());
        List<Finding> findings = new ArrayList<>();
        for (String name : new TreeSet<>(settings)) {
            naming(name, last)
                    .ifPresent(line ->
                            findings.add(Finding.of(Severity.NOTE, Kind.SETTING_REFUSED, name, "", "accepted", line)
                                    .inGroup(group)));
        }
        return findings;
    }

    private static Optional<String> naming(String name, List<String> lines) {
        Pattern word = Pattern.compile("(?i)(?<!\\w)" + Pattern.quote(name) + "(?!\\w)");
        return lines.stream()
                .filter(line -> word.matcher(line).find())
                .reduce((first, later) -> later)
                .map(line -> line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line.strip());
    }
}
