package org.upgradeharness.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.GroupSummary;
import org.upgradeharness.judge.Grouping;
import org.upgradeharness.timeline.CaseResult;

/**
 * A group of findings with all that belongs to it, and the engines on which it was seen.
 *
 * @param summary what people read first
 * @param findings all of them, the worst first
 * @param engines where it was seen
 */
record Cause(GroupSummary summary, List<Finding> findings, List<String> engines) {
    /** The causes in some cases, what is new and bad first and what is known last. */
    static List<Cause> of(List<CaseResult> cases) {
        Map<String, List<Finding>> byGroup = new LinkedHashMap<>();
        Map<String, List<String>> engines = new LinkedHashMap<>();
        for (CaseResult result : cases) {
            for (Finding f : result.findings()) {
                byGroup.computeIfAbsent(f.group(), g -> new ArrayList<>()).add(f);
                List<String> seen = engines.computeIfAbsent(f.group(), g -> new ArrayList<>());
                if (!seen.contains(result.key().engine())) {
                    seen.add(result.key().engine());
                }
            }
        }
        List<Finding> all = byGroup.values().stream().flatMap(List::stream).toList();
        List<Cause> causes = new ArrayList<>();
        for (GroupSummary summary : Grouping.summarise(all)) {
            List<Finding> findings = new ArrayList<>(byGroup.get(summary.group()));
            findings.sort((a, b) -> b.severity().compareTo(a.severity()));
            causes.add(new Cause(summary, List.copyOf(findings), List.copyOf(engines.get(summary.group()))));
        }
        causes.sort((a, b) -> Boolean.compare(a.known(), b.known()));
        return List.copyOf(causes);
    }

    /** Whether all of it is known. */
    boolean known() {
        return summary.known() == summary.count();
    }

    /** How many, in words. */
    String size() {
        String count = Plain.plural(summary.count(), "finding");
        return known() ? count + ", known" : summary.known() == 0 ? count : count + ", " + summary.known() + " known";
    }

    /** The reasons why it is known. */
    List<String> reasons() {
        return findings.stream()
                .filter(f -> f.known() != null)
                .map(Finding::known)
                .distinct()
                .toList();
    }
}
