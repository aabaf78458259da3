package org.upgradeharness.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.upgradeharness.timeline.CaseResult;
import org.upgradeharness.timeline.Step;

/** What a case left out, by name: what was not looked at must not be taken for right. */
final class Skipped {
    private Skipped() {}

    /** One line for each reason, nothing where everything was done. */
    static List<String> lines(CaseResult result) {
        Map<String, String> byReason = new LinkedHashMap<>();
        result.steps().stream()
                .filter(Step::skipped)
                .forEach(s -> byReason.merge(s.outcome(), s.name(), (a, b) -> a + ", " + b));
        return byReason.entrySet().stream()
                .map(e -> e.getKey().replaceFirst(": ", " " + e.getValue().replace("$", "\\$") + ": "))
                .toList();
    }
}
