package org.upgradeharness.defect;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import org.upgradeharness.judge.Kind;

/**
 * A finding by its names.
 *
 * @param kind its kind
 * @param object its exact object; null, in consequences alone, for any
 * @param key a part of its key, or null
 */
public record Named(@JsonProperty(required = true) Kind kind, String object, String key) {
    /** Whether it is the finding that a report tells. */
    boolean is(JsonNode finding) {
        return finding.path("kind").asText().equals(kind.id())
                && (object == null || finding.path("object").asText().equals(object))
                && (key == null || finding.path("key").asText().contains(key));
    }

    /** Whether one finding can be this one and another one too. */
    boolean meets(Named other) {
        return kind == other.kind
                && (object == null || other.object == null || object.equals(other.object))
                && sameKey(other);
    }

    /** Whether the key of one row can be that of this one and of another one. */
    boolean sameKey(Named other) {
        return key == null || other.key == null || key.contains(other.key) || other.key.contains(key);
    }

    @Override
    public String toString() {
        return kind.id() + " " + (object == null ? "(any)" : object);
    }
}
