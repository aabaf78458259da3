package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;

/**
 * Who gets in at the endpoint for MCP clients, and what is shown and done there for whom: it has checks of its own, beside those of the
 * REST paths.
 */
final class McpDoor extends Onlooker {
    private static final String ENDPOINT = "/mcp/";
    private static final String PUBLIC = "alpha-alpha-echo";
    private static final String PRIVATE = "upgrade-hidden";
    private static final TextNode REFUSED = TextNode.valueOf("refused");

    @Override
    public String feature() {
        return "mcp access";
    }

    @Override
    public boolean uses() {
        return false;
    }

    @Override
    public void use(Trial trial) {
        // Calling is observing here; there is nothing to write.
    }

    @Override
    public Kind changeMeans() {
        return Kind.VISIBILITY_CHANGED;
    }

    @Override
    public Map<String, JsonNode> observe(Sight sight) {
        Map<String, JsonNode> seen = new LinkedHashMap<>();
        Set<String> all = names(list(sight.admin()));
        callers(sight).forEach((who, api) -> {
            seen.put(who + " lists tools over MCP", among(all, list(api)));
            seen.put(who + " calls tools over MCP", calls(api));
        });
        return seen;
    }

    private static Map<String, Api> callers(Sight sight) {
        Map<String, Api> callers = new LinkedHashMap<>();
        callers.put("nobody", sight.anonymous());
        callers.put("alice (member of the team)", sight.as("alice"));
        callers.put("bob (in no team)", sight.as("bob"));
        callers.put("an API token", token(sight, "live"));
        if (!Ability.TOKEN_REVOCATION.lackingIn(sight.bed())) {
            callers.put("a revoked API token", token(sight, "revoked"));
        }
        ContextForgeSession.worthless(sight.bed())
                .forEach((what, token) -> callers.put(what, sight.anonymous().as(what, token)));
        return callers;
    }

    private static Api token(Sight sight, String name) {
        return sight.anonymous().as("API token " + name, sight.bed().recall("api-token." + name));
    }

    private static Answer list(Api api) {
        return api.post(ENDPOINT, Mcp.message("tools/list", Map.of()));
    }

    private static Set<String> names(Answer answer) {
        Set<String> names = new TreeSet<>();
        answer.body()
                .path("result")
                .path("tools")
                .forEach(tool -> names.add(tool.path("name").asText()));
        return names;
    }

    private static JsonNode among(Set<String> all, Answer answer) {
        if (!answer.body().path("result").isObject()) {
            return refused(answer);
        }
        Set<String> shown = names(answer);
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        all.forEach(name -> result.put(name, shown.contains(name) ? "shown" : "not shown"));
        return result;
    }

    private static JsonNode calls(Api api) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        for (String tool : new String[] {PUBLIC, PRIVATE}) {
            Map<String, Object> call = Map.of("name", tool, "arguments", Map.of("text", "hello"));
            Answer answer = api.post(ENDPOINT, Mcp.message("tools/call", call));
            JsonNode told = answer.body().path("result");
            result.set(
                    tool,
                    told.isObject() && !told.path("isError").asBoolean() ? TextNode.valueOf("done") : refused(answer));
        }
        return result;
    }

    /** A refusal is spelled in many ways, with a status or in the answer; a failure is none. */
    private static TextNode refused(Answer answer) {
        return answer.status() == 0 || answer.status() / 100 == 5
                ? TextNode.valueOf("answered with " + answer.status())
                : REFUSED;
    }
}
