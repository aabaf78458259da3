package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;

/** Virtual servers and what they bundle. */
final class Servers extends Catalogued {
    Servers() {
        super("servers", "/servers", "servers");
    }

    @Override
    public Map<String, Integer> leastRows() {
        return Map.of(
                "servers", 3,
                "server_tool_association", 4,
                "server_resource_association", 1,
                "server_prompt_association", 1);
    }

    /** What a server bundles is a set: the database tells it in any order, and in another one after a row was written anew. */
    @Override
    void enrich(ObjectNode entity, Sight sight) {
        entity.properties().forEach(field -> {
            if (field.getKey().startsWith("associated") && field.getValue() instanceof ArrayNode bundled) {
                List<JsonNode> sorted = new ArrayList<>();
                bundled.forEach(sorted::add);
                sorted.sort(Comparator.comparing(JsonNode::toString));
                bundled.removeAll().addAll(sorted);
            }
        });
    }

    @Override
    public void seed(Seedbed bed) {
        create(
                bed,
                "bundle",
                body(
                        bed,
                        "bundle",
                        "public",
                        List.of("open", "bearer", "header"),
                        List.of("notes"),
                        List.of("greeting")));
        create(
                bed,
                Teams.second(bed),
                "team",
                body(bed, "team", "team", List.of("basic", "header"), List.of("plan"), List.of("note")));
        create(bed, "retired", body(bed, "retired", "private", List.of("open"), List.of(), List.of()));
        disable(bed, "retired");
    }

    private static Map<String, Object> body(
            Seedbed bed,
            String name,
            String visibility,
            List<String> tools,
            List<String> resources,
            List<String> prompts) {
        return Map.of(
                "server",
                Map.of(
                        "name", "upgrade-" + name,
                        "description", "A virtual server seeded before the upgrade",
                        "visibility", visibility,
                        "tags", List.of("upgrade"),
                        "associated_tools", ids(bed, "tools", tools),
                        "associated_resources", ids(bed, "resources", resources),
                        "associated_prompts", ids(bed, "prompts", prompts)),
                "team_id",
                bed.recall("teams.main"),
                "visibility",
                visibility);
    }

    private static List<String> ids(Seedbed bed, String feature, List<String> names) {
        return names.stream().map(name -> bed.recall(feature + "." + name)).toList();
    }

    @Override
    String laden() {
        return "bundle";
    }

    @Override
    Object another(Sight sight, String name) {
        List<String> tools = sight.bed().has("tools.open") ? List.of("open") : List.of();
        return body(sight.bed(), name, "public", tools, List.of(), List.of());
    }
}
