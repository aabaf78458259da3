package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.probe.Ask;
import org.upgradeharness.probe.Fault;
import org.upgradeharness.probe.Reply;
import org.upgradeharness.witness.Sight;

/** Single requests to the gateway's MCP endpoints, stateless, for a probe that sends many. */
final class Mcp {
    /** The endpoint of the gateway itself. */
    static final String GATEWAY = "/mcp/";

    private final Sight sight;

    Mcp(Sight sight) {
        this.sight = sight;
    }

    /** A request of JSON-RPC. */
    static Map<String, Object> message(String method, Map<String, Object> params) {
        return Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params);
    }

    /** A call of a tool that takes a text. */
    static Map<String, Object> hello(String tool) {
        return message("tools/call", Map.of("name", tool, "arguments", Map.of("text", "hello")));
    }

    /**
     * The names of all tools, sorted.
     *
     * @param list answers a request for the list with these parameters
     */
    static Set<String> toolNames(Function<Map<String, Object>, JsonNode> list) {
        Set<String> names = new TreeSet<>();
        McpPeer.pages(
                at -> list.apply(at == null ? Map.of() : Map.of("cursor", at)),
                page -> page.path("nextCursor").asText(null),
                page -> names.addAll(names(page)));
        return names;
    }

    /**
     * The tools that an endpoint lists now.
     *
     * @throws BrokenEnvironment if it lists none
     */
    Set<String> names(String endpoint) {
        Answer answer = sight.admin().post(endpoint, message("tools/list", Map.of()));
        Set<String> names = names(answer.body().path("result"));
        if (names.isEmpty()) {
            throw new BrokenEnvironment("The old release lists no tool at " + endpoint + ": " + answer.brief());
        }
        return names;
    }

    /** The names in the result of a list of tools, sorted. */
    static Set<String> names(JsonNode result) {
        TreeSet<String> names = new TreeSet<>();
        result.path("tools").forEach(tool -> names.add(tool.path("name").asText()));
        return names;
    }

    /** Lists the tools of an endpoint, which must be these. */
    Ask list(String endpoint, Set<String> expected) {
        return ask(endpoint, message("tools/list", Map.of()), result -> {
            Set<String> names = names(result);
            return names.equals(expected)
                    ? Optional.empty()
                    : DailyUse.wrong("lists " + names + " instead of " + expected);
        });
    }

    /** Calls a peer's tool, which says the text back. */
    Ask echo(String text) {
        return call("echo", Map.of("text", text), text);
    }

    /** Calls a peer's tool that takes its time. */
    Ask wait(double seconds) {
        return call("wait", Map.of("seconds", seconds), "waited");
    }

    private Ask call(String tool, Map<String, Object> arguments, String expected) {
        Map<String, Object> params = Map.of("name", "alpha-alpha-" + tool, "arguments", arguments);
        return ask(GATEWAY, message("tools/call", params), result -> {
            String text = result.path("content").path(0).path("text").asText();
            return !result.path("isError").asBoolean() && text.startsWith(expected)
                    ? Optional.empty()
                    : DailyUse.wrong(tool + " answered " + result);
        });
    }

    private Ask ask(String endpoint, Map<String, Object> message, Function<JsonNode, Optional<Fault>> right) {
        return new Ask(
                "POST",
                endpoint,
                sight.admin().token(),
                DailyUse.json(message),
                reply -> reply.unsuccessful().or(() -> judged(reply, right)));
    }

    private static Optional<Fault> judged(Reply reply, Function<JsonNode, Optional<Fault>> right) {
        JsonNode result = DailyUse.parsed(reply).path("result");
        return result.isObject() ? right.apply(result) : DailyUse.wrong("no result: " + reply.body());
    }
}
