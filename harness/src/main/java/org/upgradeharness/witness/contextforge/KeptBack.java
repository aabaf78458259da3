package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;

/** What is there, and is told to nobody who asks for it here: {@link McpDoor} asks for the same at the endpoint for MCP clients. */
final class KeptBack extends Promised {
    KeptBack() {
        super("kept back", "what is not for everybody");
    }

    @Override
    boolean isPromise(String told) {
        return told.equals(REFUSED);
    }

    @Override
    Map<String, Supplier<String>> asks(Sight sight) {
        Seedbed bed = sight.bed();
        Api barred = sight.as(Users.BARRED);
        Api bob = sight.as("bob");
        Api token = Credentials.token(sight, "live");
        Map<String, Supplier<String>> asks = new LinkedHashMap<>();
        for (String endpoint : List.of(Mcp.GATEWAY, "/rpc")) {
            asks.put(
                    "tools, for somebody barred at " + endpoint,
                    () -> tools(barred.post(endpoint, Mcp.message("tools/list", Map.of()))));
            asks.put(
                    "a resource that is switched off, at " + endpoint,
                    () -> carriedOut(token.post(
                            endpoint, Mcp.message("resources/read", Map.of("uri", Resources.SWITCHED_OFF)))));
        }
        asks.put(
                "a private team, for bob in GET /teams/discover",
                () -> told(bob.get("/teams/discover?limit=100"), Teams.PRIVATE));
        asks.put(
                "API tokens of somebody else, for bob in GET /tokens",
                () -> told(bob.get("/tokens?limit=100&include_inactive=true"), "upgrade-live"));
        asks.put(
                "API tokens of a team, for bob",
                () -> told(bob.get("/tokens/teams/" + bed.recall("teams.main")), "upgrade-team"));
        asks.put("the caller's token, for the service that a tool asks", () -> {
            Answer answer = token.post("/rpc", Mcp.hello("upgrade-open"));
            return told(answer, bed.recall("api-token.live"));
        });
        asks.put("a credential, for who calls a tool whose service fails", () -> {
            Answer answer = token.post("/rpc", Mcp.hello("upgrade-" + Tools.FAILING));
            return told(answer, bed.recall("secret.tools." + Tools.FAILING));
        });
        return asks;
    }

    private static String tools(Answer answer) {
        return answer.body().path("result").path("tools").isEmpty() ? REFUSED : DONE;
    }

    private static String told(Answer answer, String what) {
        JsonNode body = answer.body();
        String text = body.isMissingNode() ? answer.text() : body.toString();
        return text.contains(what) ? DONE : REFUSED;
    }

    @Override
    public Kind changeMeans() {
        return Kind.VISIBILITY_CHANGED;
    }
}
