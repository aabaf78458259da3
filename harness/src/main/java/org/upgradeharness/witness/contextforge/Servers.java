package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;

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

    /** Whoever bundles what is deleted loses that, and nothing else. */
    @Override
    public void use(Trial trial) {
        super.use(trial);
        Seedbed bed = trial.sight().bed();
        Api admin = trial.sight().admin();
        Answer tool = admin.post("/tools", Tools.body(bed, "bundled", "public", Map.of()));
        String bundled = tool.body().path("id").asText();
        bundle(trial, "of-two", List.of(bundled, bed.recall("tools.open"))).ifPresent(server -> {
            trial.keeps(
                    "DELETE /tools/{id}",
                    "of a virtual server that bundles another one, too",
                    admin.delete("/tools/" + bundled),
                    () -> Settled.within("what is still bundled", () -> bundledTools(admin, server) == 1));
            admin.delete(path() + "/" + server);
        });
    }

    /** One more virtual server with these tools, where it is made; the caller deletes it. */
    static Optional<String> bundle(Trial trial, String name, List<String> tools) {
        Api admin = trial.sight().admin();
        Map<String, Object> body = Map.of("server", Map.of("name", "upgrade-" + name, "associated_tools", tools));
        Answer made = trial.succeeds(Kind.WRITE_REFUSED, "POST /servers", name, admin.post("/servers", body));
        String server = made.body().path("id").asText();
        boolean whole = made.ok()
                && trial.holds(
                        Kind.LOST_WRITE,
                        "POST /servers",
                        name,
                        tools.size() + " tools bundled",
                        "fewer, or others",
                        Settled.within("tools of a virtual server", () -> bundledTools(admin, server) == tools.size()));
        return whole ? Optional.of(server) : Optional.empty();
    }

    /** How many tools a virtual server bundles. */
    static int bundledTools(Api admin, String server) {
        JsonNode told = admin.get("/servers/" + server).body();
        return told.path(told.has("associatedTools") ? "associatedTools" : "associated_tools")
                .size();
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
