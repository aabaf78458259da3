package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;

/** A2A agents; the gateway makes a tool of each. */
final class Agents extends Catalogued {
    /** The agent that is called, and where the credential is kept that it must be sent. */
    static final String CALLED = "courier";

    static final String SECRET = "secret.a2a.32";

    Agents() {
        super("a2a", "/a2a", "agents");
    }

    @Override
    String table() {
        return "a2a_agents";
    }

    @Override
    public Map<String, Integer> leastRows() {
        return Map.of("a2a_agents", 4);
    }

    @Override
    public void seed(Seedbed bed) {
        // Three lengths in a row: what is stored is in base64, whose padding goes by thirds.
        create(bed, CALLED, body(bed, CALLED, "public", bearer(bed, 32)));
        create(bed, "pilot", body(bed, "pilot", "public", bearer(bed, 33)));
        create(bed, "porter", body(bed, "porter", "team", bearer(bed, 34)));
        create(bed, Teams.second(bed), "clerk", body(bed, "clerk", "team", Map.of()));
        disable(bed, "clerk");
        Seedbed.accepted(invoke(bed.admin(), CALLED), "invoking an A2A agent");
    }

    private static Map<String, String> bearer(Seedbed bed, int length) {
        String secret = bed.secrets().fresh(length);
        bed.note("secret.a2a." + length, secret);
        return Map.of("auth_type", "bearer", "auth_token", secret);
    }

    private static Answer invoke(Api api, String name) {
        return api.post(
                "/a2a/upgrade-" + name + "/invoke",
                Map.of("parameters", Map.of("text", "hello"), "interaction_type", "query"));
    }

    private static Map<String, Object> body(Seedbed bed, String name, String visibility, Map<String, String> auth) {
        Map<String, Object> agent = new HashMap<>(auth);
        agent.put("name", "upgrade-" + name);
        agent.put("description", "An agent seeded before the upgrade");
        agent.put("endpoint_url", bed.upstream("/agent"));
        agent.put("agent_type", "generic");
        agent.put("visibility", visibility);
        agent.put("tags", List.of("upgrade"));
        return Map.of("agent", agent, "team_id", bed.recall("teams.main"), "visibility", visibility);
    }

    @Override
    String laden() {
        return CALLED;
    }

    @Override
    Object another(Sight sight, String name) {
        return body(sight.bed(), name, "public", Map.of());
    }

    @Override
    Stream<JsonNode> tools(Sight sight, String id) {
        return toolsOf(sight, id);
    }

    /** The tools by which an agent is called. */
    private static Stream<JsonNode> toolsOf(Sight sight, String id) {
        return Lists.whole(sight, "/tools", "tools").stream()
                .filter(tool ->
                        id.equals(tool.path("annotations").path("a2a_agent_id").asText()));
    }

    /** The name of the tool by which a seeded agent is called. */
    static String tool(Sight sight, String name) {
        return toolsOf(sight, sight.bed().recall("a2a." + name))
                .findFirst()
                .map(tool -> tool.path("name").asText())
                .orElseThrow(() -> new IllegalStateException("agent " + name + " has no tool"));
    }

    @Override
    void givesUpWith(Trial trial, JsonNode agent) {
        tools(trial.sight(), agent.path("id").asText())
                .forEach(tool -> trial.givesUp("tools", "id=" + tool.path("id").asText()));
    }

    @Override
    public void use(Trial trial) {
        super.use(trial);
        Answer answer = trial.succeeds(
                Kind.NOT_SERVING,
                "POST /a2a/{agent}/invoke",
                "upgrade-" + CALLED,
                invoke(trial.sight().admin(), CALLED));
        if (answer.ok()) {
            trial.holds(
                    Kind.SECRET_UNREADABLE,
                    "POST /a2a/{agent}/invoke",
                    "upgrade-" + CALLED,
                    "the agent was sent the stored secret",
                    "it was not",
                    answer.text().contains(trial.sight().bed().recall(SECRET)));
            trial.holds(
                    Kind.NOT_SERVING,
                    "POST /a2a/{agent}/invoke",
                    "what the agent was told",
                    "what was sent",
                    "something else",
                    answer.text().contains("hello"));
        }
        Kept.withCredential(
                trial,
                path(),
                "agent",
                (name, auth) -> body(trial.sight().bed(), name, "public", auth),
                name -> invoke(trial.sight().admin(), name));
    }
}
