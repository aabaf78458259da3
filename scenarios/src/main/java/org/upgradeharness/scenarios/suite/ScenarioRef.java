package org.upgradeharness.scenarios.suite;

import java.util.Set;
import org.upgradeharness.timeline.CaseKey;

/**
 * One scenario as it stands in a feature file.
 *
 * @param uniqueId its id for the launcher
 * @param feature the feature's title
 * @param title its title
 * @param tags its tags with their {@code @}, the feature's included
 */
public record ScenarioRef(String uniqueId, String feature, String title, Set<String> tags) {
    public ScenarioRef {
        tags = Set.copyOf(tags);
    }

    /** The case's id, such as UPG-01. */
    public String caseId() {
        return first("@UPG-", "@");
    }

    /** How it upgrades, in short. */
    public String way() {
        return first("@way-", "@way-");
    }

    /** The smallest tier that contains it: quick, standard or full. */
    public String tier() {
        return first("@tier-", "@tier-");
    }

    /** The case on an engine, as the timeline and the report name it. */
    CaseKey key(String engine) {
        return new CaseKey(caseId(), title, engine, way());
    }

    private String first(String start, String cut) {
        return tags.stream()
                .filter(t -> t.startsWith(start))
                .map(t -> t.substring(cut.length()))
                .findFirst()
                .orElse("");
    }
}
