package org.upgradeharness.judge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.upgradeharness.config.BrokenEnvironment;

/**
 * Compares what the old and the new release answer about the same entities: everything that the old release told must be told
 * unchanged, fields may be added. Objects are {@code api:FEATURE} and {@code api:FEATURE.FIELD}, keys those of the entities.
 */
public final class FactJudge {
    private FactJudge() {}

    /**
     * Compares two observations.
     *
     * @param old what the old release answered
     * @param now what the new release answered
     * @param changes the declared changes that hold for the pair, see {@link ApiChange#holds}
     * @throws BrokenEnvironment if the old release told of no entity
     */
    public static List<Finding> compare(Facts old, Facts now, List<ApiChange> changes) {
        if (old.isEmpty()) {
            throw new BrokenEnvironment(
                    "The old release told of no entity: nothing was seeded, so nothing can be judged.");
        }
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<String, Map<String, JsonNode>> feature : old.entities().entrySet()) {
            Map<String, JsonNode> there = now.entities().getOrDefault(feature.getKey(), Map.of());
            compare(feature.getKey(), feature.getValue(), there, changes, findings);
        }
        return List.copyOf(findings);
    }

    private static void compare(
            String feature,
            Map<String, JsonNode> old,
            Map<String, JsonNode> now,
            List<ApiChange> changes,
            List<Finding> findings) {
        List<ApiChange> mine = changes.stream()
                .filter(c -> c.feature().equals("*") || c.feature().equals(feature))
                .toList();
        FactFields fields = new FactFields(feature, mine);
        old.forEach((key, entity) -> {
            JsonNode partner = now.get(key);
            if (partner == null) {
                findings.add(Finding.of(
                        Severity.ERROR,
                        Kind.LOST_ROW,
                        "api:" + feature,
                        key,
                        Excerpt.show(entity.toString()),
                        "no such entity"));
            } else {
                findings.addAll(fields.compare(key, entity, partner));
            }
        });
        List<String> extra =
                now.keySet().stream().filter(k -> !old.containsKey(k)).toList();
        ApiChange added = mine.stream()
                .filter(c -> c.kind() == ApiChange.Kind.ADDED)
                .findFirst()
                .orElse(null);
        boolean allowed = added != null && (added.atMost() == null || extra.size() <= added.atMost());
        String expected =
                added == null ? "no such entity" : "at most " + added.atMost() + " added entities (declared: added)";
        for (String key : allowed ? List.<String>of() : extra) {
            findings.add(Finding.of(
                    Severity.ERROR,
                    Kind.EXTRA_ROW,
                    "api:" + feature,
                    key,
                    expected,
                    Excerpt.show(now.get(key).toString())));
        }
    }
}
