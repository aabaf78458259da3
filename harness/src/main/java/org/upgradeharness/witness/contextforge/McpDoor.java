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
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
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
    private static final String PRIVATE = "upgrade-hidden";
    private static final String REVOKED = "a revoked API token";
    private static final String KEPT_BACK = "what is kept back over MCP";
    private static final String LISTS = " lists tools over MCP";
    private static final String CALLS = " calls tools over MCP";
    private static final TextNode DONE = TextNode.valueOf(Promised.DONE);
    private static final TextNode REFUSED = TextNode.valueOf(Promised.REFUSED);

    @Override
    public String feature() {
        return "mcp access";
    }

    @Override
    public boolean leavesTraces() {
        return true;
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

    /**
     * What the old release does for a token that is worth nothing is no promise, nor that it calls a private tool for those to whom it
     * does not show it, nor what else it does although it should not; that it does nothing is one.
     */
    @Override
    public Map<String, JsonNode> promises(Sight old) {
        Map<String, JsonNode> seen = asked(old);
        Set<String> worthless =
                new TreeSet<>(ContextForgeSession.worthless(old.bed()).keySet());
        worthless.add(REVOKED);
        seen.entrySet().stream()
                .filter(e -> worthless.stream().anyMatch(e.getKey()::startsWith) && lets(e.getValue()))
                .forEach(e -> old.bed().note(noted(e.getKey()), "done"));
        seen.get(KEPT_BACK).properties().stream()
                .filter(kept -> !kept.getValue().equals(REFUSED))
                .forEach(kept -> old.bed().note(noted(KEPT_BACK + " " + kept.getKey()), "done"));
        seen.forEach((asked, told) -> {
            if (told.path(PRIVATE).equals(DONE) && !shown(seen.get(asked.replace(CALLS, LISTS)))) {
                old.bed().note(noted(asked + " " + PRIVATE), "done");
            }
        });
        return promised(seen, old);
    }

    private static boolean shown(JsonNode listed) {
        return listed.path(PRIVATE).asText().equals(Visibility.SHOWN);
    }

    private static boolean lets(JsonNode told) {
        return told.isObject()
                ? told.properties().stream().anyMatch(f -> !f.getValue().equals(REFUSED))
                : !told.equals(REFUSED);
    }

    @Override
    public Map<String, JsonNode> observe(Sight sight) {
        return promised(asked(sight), sight);
    }

    private static Map<String, JsonNode> promised(Map<String, JsonNode> seen, Sight sight) {
        seen.keySet().removeIf(asked -> sight.bed().has(noted(asked)));
        seen.forEach((asked, told) -> {
            if (told instanceof ObjectNode calls) {
                calls.properties().removeIf(call -> sight.bed().has(noted(asked + " " + call.getKey())));
            }
        });
        return seen;
    }

    private static String noted(String asked) {
        return "let in: " + asked;
    }

    /** What each sort of caller is told and may call, by caller. */
    private static Map<String, JsonNode> asked(Sight sight) {
        Map<String, JsonNode> seen = new LinkedHashMap<>();
        Set<String> all = everything(sight);
        callers(sight).forEach((who, api) -> {
            seen.put(who + LISTS, lists(api, all));
            seen.put(who + CALLS, calls(api));
        });
        seen.put(KEPT_BACK, keptBack(sight));
        return seen;
    }

    /** What is there, and not for who asks; where the old release did not keep it back nobody asks again. */
    private static JsonNode keptBack(Sight sight) {
        Api token = Credentials.token(sight, "live");
        Map<String, Supplier<JsonNode>> asks = new LinkedHashMap<>();
        asks.put("a tool that is switched off", () -> called(token, Mcp.GATEWAY, "upgrade-switched-off"));
        asks.put(
                "a tool that the virtual server does not bundle",
                () -> called(token, endpoint(sight, "bundle"), McpCalls.PEERS_TOOL));
        asks.put("tools of a virtual server that is switched off", () -> told(token, endpoint(sight, "retired")));
        asks.put(
                "tools of a team's virtual server, for somebody in none",
                () -> told(sight.as("bob"), endpoint(sight, "team")));
        Api stranger = namingTheTeam(sight);
        asks.put(
                "a team's tools, for bob, whose token names the team",
                () -> teams(stranger.get("/tools?limit=0")) ? DONE : REFUSED);
        asks.put(
                "a team's tool, for bob, whose token names the team",
                () -> called(stranger, Mcp.GATEWAY, "upgrade-basic"));
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        asks.forEach((what, ask) -> {
            if (!sight.bed().has(noted(KEPT_BACK + " " + what))) {
                result.set(what, ask.get());
            }
        });
        return result;
    }

    /** A token names teams for as long as it lives; who was removed from one meanwhile is as little in it as who never was. */
    private static Api namingTheTeam(Sight sight) {
        List<String> team = List.of(sight.bed().recall("teams.main"));
        String token = ContextForgeSession.token(sight.bed(), Users.email("bob"), false, team);
        return sight.anonymous().as("bob, by a token that names a team", token);
    }

    private static boolean teams(Answer tools) {
        return StreamSupport.stream(tools.body().spliterator(), false)
                .anyMatch(tool -> tool.path("visibility").asText().equals("team"));
    }

    private static String endpoint(Sight sight, String server) {
        return "/servers/" + sight.bed().recall("servers." + server) + "/mcp";
    }

    /** Nothing told is as good as a refusal. */
    private static JsonNode told(Api api, String endpoint) {
        Answer answer = api.post(endpoint, Mcp.message("tools/list", Map.of()));
        return answer.body().path("result").path("tools").isEmpty() ? refused(answer) : DONE;
    }

    /** That the administrator cannot list them is told where his own lists are compared. */
    private static Set<String> everything(Sight sight) {
        try {
            return names(sight.admin());
        } catch (IllegalStateException e) {
            return Set.of();
        }
    }

    private static Map<String, Api> callers(Sight sight) {
        Map<String, Api> callers = new LinkedHashMap<>();
        Visibility.ASKING.forEach(user -> callers.put(Visibility.WHO.get(user), Visibility.asking(sight, user)));
        callers.put("an API token", Credentials.token(sight, "live"));
        if (!Ability.TOKEN_REVOCATION.lackingIn(sight.bed())) {
            callers.put(REVOKED, Credentials.token(sight, "revoked"));
        }
        ContextForgeSession.worthless(sight.bed())
                .forEach((what, token) -> callers.put(what, sight.anonymous().as(what, token)));
        return callers;
    }

    /** Of everything there is, what somebody is shown and what not; or that he is refused. */
    private static JsonNode lists(Api api, Set<String> all) {
        try {
            return Visibility.among(all, names(api));
        } catch (IllegalStateException e) {
            return TextNode.valueOf(e.getMessage());
        }
    }

    private static Set<String> names(Api api) {
        return Mcp.toolNames(parameters -> {
            Answer answer = api.post(Mcp.GATEWAY, Mcp.message("tools/list", parameters));
            JsonNode result = answer.body().path("result");
            if (!result.isObject()) {
                throw new IllegalStateException(refused(answer).asText());
            }
            return result;
        });
    }

    private static JsonNode calls(Api api) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        for (String tool : new String[] {McpCalls.PEERS_TOOL, PRIVATE}) {
            result.set(tool, called(api, Mcp.GATEWAY, tool));
        }
        return result;
    }

    private static JsonNode called(Api api, String endpoint, String tool) {
        Answer answer = api.post(endpoint, Mcp.hello(tool));
        JsonNode told = answer.body().path("result");
        return told.isObject() && !told.path("isError").asBoolean() ? DONE : refused(answer);
    }

    private static TextNode refused(Answer answer) {
        return TextNode.valueOf(Promised.refused(answer));
    }
}
