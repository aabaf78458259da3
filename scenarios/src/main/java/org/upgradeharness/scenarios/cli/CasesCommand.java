package org.upgradeharness.scenarios.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.upgradeharness.scenarios.suite.ScenarioRef;
import org.upgradeharness.scenarios.suite.Scenarios;
import picocli.CommandLine.Command;

/** {@code ./upgrade cases}. */
@Command(
        name = "cases",
        description = "The cases, and which rows of the test matrix and success criteria they cover.",
        mixinStandardHelpOptions = true,
        versionProvider = HarnessVersion.class,
        footer = {"", "Example:", "  ./upgrade cases"})
final class CasesCommand implements Callable<Integer> {
    /** The planned cases: what each is for stays visible while nothing covers it yet. */
    private static final Map<String, String> CASES = new TreeMap<>(Map.of(
            "UPG-01", "RC1 to GA: all data preserved",
            "UPG-02", "Fresh install: clean setup works",
            "UPG-03", "Populated migration: all entities migrated",
            "UPG-04", "Rollback: graceful downgrade",
            "UPG-05", "Skip version: migration chain works",
            "UPG-06", "Rolling Kubernetes upgrade: zero downtime",
            "UPG-07", "Idempotent migration: no errors on retry"));

    private static final List<String> MATRIX = List.of(
            "RC1 -> GA, PostgreSQL, with data: data preserved",
            "RC1 -> GA, SQLite, with data: data preserved",
            "Fresh -> GA, PostgreSQL, no data: clean install",
            "GA -> RC1, PostgreSQL, with data, rollback: rollback works",
            "RC1 -> GA, PostgreSQL, with data, rolling on Kubernetes: zero downtime");

    private static final List<String> CRITERIA = List.of(
            "RC1 to GA upgrade preserves all data",
            "Fresh GA install works correctly",
            "All migrations are idempotent",
            "Rollback procedure tested and documented",
            "Kubernetes rolling upgrade has zero downtime",
            "Upgrade runbook documented with timing",
            "Skip-version upgrades work (migration chain)");

    @Override
    public Integer call() {
        lines(Scenarios.find().all()).forEach(System.out::println);
        return 0;
    }

    static List<String> lines(List<ScenarioRef> scenarios) {
        List<String> lines = new ArrayList<>();
        lines.add("Cases");
        CASES.forEach((id, title) -> {
            lines.add("  " + id + "  " + title);
            List<ScenarioRef> own =
                    scenarios.stream().filter(s -> s.caseId().equals(id)).toList();
            if (own.isEmpty()) {
                lines.add("          nothing covers it yet");
            }
            own.forEach(s -> lines.add("          " + s.way() + " (" + s.tier() + "): " + s.title() + "  "
                    + String.join(" ", s.tags().stream().sorted().toList())));
        });
        lines.add("");
        lines.add("Test matrix");
        covered(lines, MATRIX, "@matrix-", scenarios);
        lines.add("");
        lines.add("Success criteria");
        covered(lines, CRITERIA, "@criterion-", scenarios);
        return lines;
    }

    private static void covered(List<String> lines, List<String> rows, String tag, List<ScenarioRef> scenarios) {
        for (int i = 0; i < rows.size(); i++) {
            String row = tag + (i + 1);
            List<String> by = scenarios.stream()
                    .filter(s -> s.tags().contains(row))
                    .map(s -> s.caseId() + " " + s.way())
                    .toList();
            lines.add("  " + row + "  " + rows.get(i) + "\n          "
                    + (by.isEmpty() ? "nothing covers it yet" : "covered by " + String.join(", ", by)));
        }
    }
}
