package org.upgradeharness.witness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What the API of one release showed at one instant.
 *
 * @param entities by feature and key
 * @param endpoints what every parameterless GET answered that was asked, by path
 * @param others what they answered to others than the administrator, by who asked and path
 * @param rights how far others than the administrator come at every other documented operation; empty where nobody asked
 * @param reportedVersion what the release says of itself
 */
public record Observation(
        Map<String, Map<String, JsonNode>> entities,
        Map<String, EndpointAnswer> endpoints,
        Map<String, Map<String, EndpointAnswer>> others,
        Map<String, Map<Operation, Reception>> rights,
        String reportedVersion) {
    /** The same with how far others come. */
    public Observation with(Map<String, Map<Operation, Reception>> asked) {
        return new Observation(entities, endpoints, others, asked, reportedVersion);
    }

    /** How many entities were seen. */
    public long size() {
        return entities.values().stream().mapToLong(Map::size).sum();
    }
}
