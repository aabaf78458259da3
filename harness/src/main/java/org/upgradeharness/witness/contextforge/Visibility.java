package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;
import org.upgradeharness.witness.Witness;

/** Who sees what: a member of the team, somebody outside of it, and nobody in particular. */
final class Visibility implements Witness {
    private static final List<String> PATHS = List.of("/tools", "/resources", "/prompts", "/servers", "/gateways", "/a2a");

    @Override
    public String feature() {
        return "visibility";
    }

    @Override
    public Map<String, Integer> leastRows() {
        return Map.of();
    }

    @Override
    public void seed(Seedbed bed) {
        // Nothing of its own: it looks at what the others seeded.
    }

    @Override
    public Map<String, JsonNode> observe(Sight sight) {
        Map<String, JsonNode> seen = new LinkedHashMap<>();
        for (String path : PATHS) {
            seen.put("alice (member of the team) at " + path, names(sight.as("alice").get(path + "?limit=0")));
            seen.put("bob (in no team) at " + path, names(sight.as("bob").get(path + "?limit=0")));
            seen.put("nobody at " + path, names(sight.anonymous().get(path)));
        }
        return seen;
    }

    private static ArrayNode names(Answer answer) {
        TreeSet<String> names = new TreeSet<>();
        if (!answer.ok()) {
            names.add("refused with " + answer.status());
        }
        answer.body().forEach(item -> {
            if (item.isObject()) {
                names.add(item.has("originalName")
                        ? item.path("originalName").asText()
                        : item.path(item.has("uri") ? "uri" : "name").asText());
            }
        });
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        names.forEach(array::add);
        return array;
    }

    @Override
    public void use(Trial trial) {
        Answer refused = trial.sight().as("bob").delete("/tools/" + trial.sight().bed().recall("tools.open"));
        trial.expect(
                Kind.VISIBILITY_CHANGED, "DELETE /tools/{id}", "by somebody outside of the team", "refused", refused, !refused.ok());
    }

    @Override
    public Kind changeMeans() {
        return Kind.VISIBILITY_CHANGED;
    }
}
