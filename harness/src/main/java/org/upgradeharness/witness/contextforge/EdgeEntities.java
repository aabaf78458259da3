package org.upgradeharness.witness.contextforge;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.witness.EdgeData;
import org.upgradeharness.witness.EdgeText;
import org.upgradeharness.witness.Seedbed;

/**
 * Edge rows of ContextForge: every class of text in the resources, all of them together with empty, missing and longest in
 * every other entity that people describe, JSON of every shape in the schema of tools.
 */
final class EdgeEntities implements EdgeData {
    /** More than any release lists on one page. */
    static final int MANY = 520;

    /** With all else that is seeded less than the hundred that releases without a limit show. */
    private static final int LISTED_AT_MOST = 60;

    private static final String EXPIRED = "upgrade-edge-expired";
    private static final int[] LENGTHS = {8192, 4096, 2000, 1000, 255};
    private static final List<String> DESCRIBED = List.of("prompts", "servers", "a2a", "teams", "roles", "tools");

    @Override
    public void seed(Seedbed bed, long seed, Consumer<String> refused) {
        int made = 0;
        for (EdgeText edge : EdgeText.all(seed)) {
            made += post(
                    bed, "resources", edge.name(), EdgeBodies.of(bed, "resources", edge.name(), edge.text()), refused);
        }
        Map<String, Object> many = EdgeBodies.resource(bed, "many", "many://edge-00000000", "one of many");
        if (post(bed, "resources", "many", many, refused) == 0 || made == 0) {
            throw new BrokenEnvironment(
                    "The old release accepts no edge of a text at all, or no resource to be copied: nothing could be judged.");
        }
        EdgeText mixed = EdgeText.mixed(seed);
        for (String feature : DESCRIBED) {
            int accepted = post(bed, feature, "mixed", EdgeBodies.of(bed, feature, "mixed", mixed.text()), refused);
            if (accepted == 0) {
                // Some fields refuse what a shell would understand.
                String plain = mixed.text().replaceAll("[;&|`$<>]", "");
                accepted += post(bed, feature, "mixed", EdgeBodies.of(bed, feature, "mixed", plain), refused);
            }
            accepted += post(bed, feature, "empty", EdgeBodies.of(bed, feature, "empty", ""), refused);
            accepted += post(bed, feature, "missing", EdgeBodies.of(bed, feature, "missing", null), refused);
            accepted += longest(bed, feature, refused);
            if (accepted == 0) {
                throw new BrokenEnvironment("The old release accepts no edge row of " + feature + ".");
            }
        }
        EdgeBodies.json()
                .forEach((name, value) ->
                        post(bed, "tools", "json-" + name, EdgeBodies.tool(bed, name, value), refused));
        sameNames(bed, refused);
        tokens(bed, refused);
        orphans(bed, refused);
    }

    private static int longest(Seedbed bed, String feature, Consumer<String> refused) {
        for (int length : LENGTHS) {
            if (post(bed, feature, "longest", EdgeBodies.of(bed, feature, "longest", "x".repeat(length)), refused)
                    == 1) {
                return 1;
            }
        }
        return 0;
    }

    private static int post(
            Seedbed bed, String feature, String edge, Map<String, Object> body, Consumer<String> refused) {
        Answer answer = bed.admin().post(EdgeBodies.path(feature), body);
        if (!answer.ok()) {
            refused.accept(feature + " " + edge + ": " + answer.brief());
            return 0;
        }
        String id = answer.body().path("id").asText();
        bed.made(feature, id);
        bed.note("edge." + feature + "." + edge, id);
        return 1;
    }

    /** One name in two teams. */
    private static void sameNames(Seedbed bed, Consumer<String> refused) {
        post(bed, "servers", "twin", EdgeBodies.server(bed, "upgrade-edge-twin", "", "teams.main"), refused);
        Answer second = Teams.firstInPublic(bed)
                .post("/servers", EdgeBodies.server(bed, "upgrade-edge-twin", "", "teams.public"));
        if (second.ok()) {
            bed.made("servers", second.body().path("id").asText());
        } else {
            refused.accept("servers twin-2: " + second.brief());
        }
    }

    private static void tokens(Seedbed bed, Consumer<String> refused) {
        Map<String, Object> body = new HashMap<>();
        body.put("name", EXPIRED);
        body.put("description", "expired long ago");
        body.put("expires_in_days", 1);
        Answer answer = bed.admin().post("/tokens", body);
        if (answer.ok()) {
            bed.secrets().register(answer.body().path("access_token").asText());
            bed.made("tokens", answer.body().path("token").path("id").asText());
        } else {
            refused.accept("tokens expired: " + answer.brief());
        }
    }

    /** Rows that the release itself leaves behind when what they belonged to is deleted. */
    private static void orphans(Seedbed bed, Consumer<String> refused) {
        Answer agent = bed.admin().post("/a2a", EdgeBodies.of(bed, "a2a", "deleted", "deleted before the upgrade"));
        if (agent.ok()) {
            told(
                    "a2a deleted",
                    bed.admin().delete("/a2a/" + agent.body().path("id").asText()),
                    refused);
        } else {
            refused.accept("a2a deleted: " + agent.brief());
        }
        Answer team = bed.admin().post("/teams/", EdgeBodies.of(bed, "teams", "deleted", "deleted before the upgrade"));
        if (team.ok()) {
            told(
                    "teams deleted",
                    bed.admin().delete("/teams/" + team.body().path("id").asText()),
                    refused);
        } else {
            refused.accept("teams deleted: " + team.brief());
        }
    }

    private static void told(String what, Answer answer, Consumer<String> refused) {
        if (!answer.ok()) {
            refused.accept(what + ": " + answer.brief());
        }
    }

    @Override
    public List<Copies> copies(Seedbed bed) {
        return List.of(new Copies("resources", "id", bed.recall("edge.resources.many"), count(bed)));
    }

    /** What cannot be listed cannot be compared over the API. */
    private static int count(Seedbed bed) {
        return Ability.UNLIMITED_LISTS.lackingIn(bed) ? LISTED_AT_MOST : MANY;
    }

    @Override
    public Map<String, String> growing(Seedbed bed) {
        Map<String, String> growing = new LinkedHashMap<>();
        for (String kind : List.of("tool", "resource", "prompt")) {
            String seeded =
                    bed.recall(Map.of("tool", "tools.open", "resource", "resources.notes", "prompt", "prompts.greeting")
                            .get(kind));
            growing.put(
                    kind + "_metrics",
                    "INSERT INTO " + kind + "_metrics (" + kind + "_id, timestamp, response_time, is_success) VALUES ('"
                            + seeded + "', '2024-02-29 12:00:00.123456', 0.25, true)");
        }
        return growing;
    }

    @Override
    public List<String> sql(Seedbed bed) {
        String metric = "INSERT INTO tool_metrics (tool_id, timestamp, response_time, is_success) VALUES ('"
                + bed.recall("tools.open") + "', ";
        return List.of(
                "UPDATE email_api_tokens SET expires_at = '2001-02-03 04:05:06.000000' WHERE name = '" + EXPIRED + "'",
                "UPDATE servers SET created_at = '2024-02-29 23:59:59.999999' WHERE name = 'upgrade-edge-twin'",
                metric + "'1999-12-31 23:59:59.000001', 0.1, true)",
                metric + "'2024-02-29 12:00:00.123456', 123456789.0123, false)",
                metric + "'2038-01-19 03:14:08.000000', 1e-9, true)");
    }
}
