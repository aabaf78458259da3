package org.upgradeharness.judge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a release answered about its entities.
 *
 * @param entities feature to key of the entity to the entity as JSON
 */
public record Facts(Map<String, Map<String, JsonNode>> entities) {
    public Facts {
        entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
    }

    /** Whether there is no entity at all. */
    public boolean isEmpty() {
        return entities.values().stream().allMatch(Map::isEmpty);
    }
}
