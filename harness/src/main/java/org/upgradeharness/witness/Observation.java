package org.upgradeharness.witness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What the API of one release showed at one instant.
 *
 * @param entities by feature and key
 * @param endpoints HTTP status of every parameterless GET that was asked, by path; 0 for no answer
 * @param reportedVersion what the release says of itself
 */
public record Observation(
        Map<String, Map<String, JsonNode>> entities, Map<String, Integer> endpoints, String reportedVersion) {
    /** How many entities were seen. */
    public long size() {
        return entities.values().stream().mapToLong(Map::size).sum();
    }
}
