package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;
import org.upgradeharness.witness.Witness;

/** Who sees what: a member of the team, somebody outside of it, and nobody in particular. */
final class Visibility implements Witness {
    private static final List<String> PATHS =
            List.of("/tools", "/resources", "/prompts", "/servers", "/gateways", "/a2a");

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
            Set<String> all = names(sight.admin().get(path + "?include_inactive=true&limit=0"));
            seen.put(
                    "alice (member of the team) at " + path,
                    among(all, sight.as("alice").get(path + "?limit=0")));
            seen.put("bob (in no team) at " + path, among(all, sight.as("bob").get(path + "?limit=0")));
            seen.put("nobody at " + path, among(all, sight.anonymous().get(path)));
        }
        return seen;
    }

    /** Of everything there is, what is shown and what is not: so that both losing sight and gaining it is a difference. */
    private static JsonNode among(Set<String> all, Answer answer) {
        if (!answer.ok()) {
            return TextNode.valueOf(answer.status() == 0 ? "no answer" : "refused with " + answer.status());
        }
        Set<String> shown = names(answer);
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        all.forEach(name -> result.put(name, shown.contains(name) ? "shown" : "not shown"));
        return result;
    }

    private static Set<String> names(Answer answer) {
        Set<String> names = new TreeSet<>();
        answer.body().forEach(item -> {
            if (item.isObject()) {
                names.add(
                        item.has("originalName")
                                ? item.path("originalName").asText()
                                : item.path(item.has("uri") ? "uri" : "name").asText());
            }
        });
        return names;
    }

    @Override
    public void use(Trial trial) {
        Answer refused =
                trial.sight().as("bob").delete("/tools/" + trial.sight().bed().recall("tools.open"));
        trial.expect(
                Kind.VISIBILITY_CHANGED,
                "DELETE /tools/{id}",
                "by somebody outside of the team",
                "refused",
                refused,
                !refused.ok());
    }

    @Override
    public Kind changeMeans() {
        return Kind.VISIBILITY_CHANGED;
    }
}
