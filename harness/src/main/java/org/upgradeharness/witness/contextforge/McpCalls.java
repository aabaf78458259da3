package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;

/** What MCP clients see and use: tools, resources and prompts, at the gateway's endpoint and at a virtual server's, and tools by plain JSON-RPC. */
final class McpCalls extends Onlooker {
    private static final String REFUSED = "refused: ";
    private static final String DESCRIBED = "described";
    private static final String OTHERWISE = "otherwise than in the list of tools";
    private static final String NOT_AT_ALL = "not at all";
    private static final String RPC = "/rpc";
    static final String PEERS_TOOL = "alpha-alpha-echo";
    private static final Map<String, Object> SENT = Map.of("text", "h\u00e4llo \u2603");
    /** A number stays a number. */
    private static final Map<String, Object> SENT_TO_SERVICE = Map.of("text", "h\u00e4llo \u2603", "times", 3);

    private static final List<String> PROTOCOLS = List.of("2024-11-05", "2025-03-26", "2025-06-18");

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String feature() {
        return "mcp";
    }

    /** Looking at what the others seeded makes the metrics. */
    @Override
    public Map<String, Integer> leastRows() {
        return countedIn().stream().collect(Collectors.toMap(table -> table, table -> 1));
    }

    @Override
    public Set<String> countedIn() {
        return Set.of("tool_metrics", "resource_metrics", "prompt_metrics");
    }

    @Override
    public Set<String> writtenLate() {
        return Stream.concat(countedIn().stream(), Stream.of("server_metrics", "a2a_agent_metrics"))
                .flatMap(table -> Stream.of(table, table + "_hourly"))
                .collect(Collectors.toSet());
    }

    /** What the old release refuses is no promise. */
    @Override
    public Map<String, JsonNode> promises(Sight old) {
        Map<String, JsonNode> seen = all(old);
        seen.forEach((asked, answer) -> {
            if (answer.isTextual() && answer.textValue().startsWith(REFUSED)) {
                old.bed().note(noted(asked), answer.textValue());
            }
            answer.properties().stream()
                    .filter(each -> OTHERWISE.equals(words(each.getValue())))
                    .forEach(each -> old.bed().note(noted(asked + each.getKey()), OTHERWISE));
        });
        return promised(seen, old.bed());
    }

    @Override
    public Map<String, JsonNode> observe(Sight sight) {
        return promised(all(sight), sight.bed());
    }

    private static Map<String, JsonNode> promised(Map<String, JsonNode> seen, Seedbed bed) {
        seen.keySet().removeIf(asked -> bed.has(noted(asked)));
        seen.forEach((asked, answer) -> answer.properties().forEach(each -> {
            if (bed.has(noted(asked + each.getKey())) && !NOT_AT_ALL.equals(words(each.getValue()))) {
                ((ObjectNode) each.getValue()).put(DESCRIBED, "somehow");
            }
        }));
        return seen;
    }

    private static String words(JsonNode tool) {
        return tool.path(DESCRIBED).asText();
    }

    private static String noted(String asked) {
        return "refused over MCP: " + asked;
    }

    @Override
    public boolean uses() {
        return false;
    }

    private static Map<String, JsonNode> all(Sight sight) {
        Map<String, JsonNode> seen = new LinkedHashMap<>();
        look(sight, Mcp.GATEWAY, "the gateway", seen);
        look(sight, "/servers/" + sight.bed().recall("servers.bundle") + "/mcp", "virtual server upgrade-bundle", seen);
        posted(sight, seen);
        greeted(sight, seen);
        return seen;
    }

    /** JSON-RPC without a session, as scripts use it. */
    private static void posted(Sight sight, Map<String, JsonNode> seen) {
        seen.put(
                "tools/list at " + RPC,
                told(() -> listed(Mcp.toolNames(parameters -> result(sight, "tools/list", parameters)))));
        seen.put("tools/call at " + RPC, told(() -> {
            Map<String, Object> call = Map.of("name", PEERS_TOOL, "arguments", SENT);
            return result(sight, "tools/call", call).path("content").path(0).path("text");
        }));
    }

    private static JsonNode result(Sight sight, String method, Map<String, Object> parameters) {
        Answer answer = sight.admin().post(RPC, Mcp.message(method, parameters));
        JsonNode result = answer.body().path("result");
        if (!answer.ok() || !result.isObject()) {
            throw new IllegalStateException(answer.brief());
        }
        return result;
    }

    private static void look(Sight sight, String endpoint, String where, Map<String, JsonNode> seen) {
        try (McpPeer peer = McpPeer.connect(sight.admin(), endpoint)) {
            Map<String, McpSchema.Tool> tools = new TreeMap<>();
            Map<String, String> words = new TreeMap<>();
            seen.put("tools/list of " + where, told(() -> {
                tools.putAll(peer.tools());
                ObjectNode listed = listed(tools.keySet());
                for (JsonNode tool : Lists.whole(sight, "/tools", "tools")) {
                    String name = tool.path("name").asText();
                    words.put(name, tool.path("description").asText());
                    if (!listed.has(name)) {
                        listed.put(name, "not listed");
                    }
                }
                return listed;
            }));
            seen.put("what tools/list of " + where + " says of each", described(tools, words));
            if (Mcp.GATEWAY.equals(endpoint)) {
                seen.put("tools/call of a peer's tool", called(peer, PEERS_TOOL, SENT));
                seen.put(
                        "tools/call of a service that is asked by GET",
                        called(peer, "upgrade-" + Tools.ASKED, Map.of("text", "hello")));
                seen.put("tools/call of a service that fails", failed(peer));
            } else {
                seen.put("tools/call at " + where, called(peer, "upgrade-open", SENT_TO_SERVICE));
            }
            Map<String, McpSchema.Resource> resources = new TreeMap<>();
            seen.put("resources/list of " + where, listed(resources, peer::resources));
            seen.put("types in resources/list of " + where, types(resources));
            seen.put("resources/read at " + where, told(() -> TextNode.valueOf(peer.read("upgrade://notes"))));
            List<JsonNode> prompts = Lists.whole(sight, "/prompts", "prompts");
            Map<String, McpSchema.Prompt> listedPrompts = new TreeMap<>();
            seen.put("prompts/list of " + where, listed(listedPrompts, peer::prompts));
            seen.put("arguments in prompts/list of " + where, arguments(listedPrompts));
            seen.put(
                    "prompts/get at " + where,
                    told(() -> TextNode.valueOf(peer.rendered(Prompts.greeting(prompts), Prompts.ARGUMENTS))));
        } catch (RuntimeException e) {
            seen.put("tools/list of " + where, refused(e));
        }
    }

    /** A service answers in JSON, which releases spell differently; what it was sent stands in it, and how. */
    private static JsonNode called(McpPeer peer, String tool, Map<String, Object> arguments) {
        return told(() -> {
            String answer = peer.call(tool, arguments);
            try {
                JsonNode told = JSON.readTree(answer);
                if (!told.has("body")) {
                    return TextNode.valueOf(answer);
                }
                ObjectNode sent = JsonNodeFactory.instance.objectNode();
                sent.set("body", told.path("body"));
                sent.set("method", told.path("method"));
                sent.set("query", told.path("query"));
                sent.set("header", told.path("headers").path("x-seeded"));
                return sent;
            } catch (JsonProcessingException e) {
                return TextNode.valueOf(answer); // a peer's tool answers with the text itself
            }
        });
    }

    /** Whoever calls it must be able to tell. */
    private static JsonNode failed(McpPeer peer) {
        try {
            String answer = peer.call("upgrade-" + Tools.FAILING, Map.of("text", "hello"));
            return TextNode.valueOf(answer.startsWith(McpPeer.ERROR) ? "an error" : REFUSED + "told as a success");
        } catch (RuntimeException e) {
            return TextNode.valueOf("an error");
        }
    }

    /** Clients of an older protocol go on speaking it where the release does. */
    private static void greeted(Sight sight, Map<String, JsonNode> seen) {
        for (String protocol : PROTOCOLS) {
            Map<String, Object> client = Map.of("name", "upgrade-harness", "version", "1");
            Answer answer = sight.admin()
                    .post(
                            Mcp.GATEWAY,
                            Mcp.message(
                                    "initialize",
                                    Map.of(
                                            "protocolVersion",
                                            protocol,
                                            "capabilities",
                                            Map.of(),
                                            "clientInfo",
                                            client)));
            String spoken = answer.body().path("result").path("protocolVersion").asText("nothing");
            seen.put(
                    "initialize by protocol " + protocol,
                    TextNode.valueOf(spoken.equals(protocol) ? spoken : REFUSED + "answered with " + spoken));
        }
    }

    private static ObjectNode listed(Set<String> names) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        names.forEach(name -> result.put(name, "listed"));
        return result;
    }

    /** Without what a tool takes nobody can call it. The words themselves are compared in the list of tools. */
    private static JsonNode described(Map<String, McpSchema.Tool> tools, Map<String, String> words) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        tools.forEach((name, tool) -> result.putObject(name)
                .put(DESCRIBED, words(tool.description(), words.getOrDefault(name, "")))
                .set("inputSchema", JSON.valueToTree(tool.inputSchema())));
        return result;
    }

    private static String words(String told, String listed) {
        if (told == null || told.isBlank()) {
            return NOT_AT_ALL;
        }
        return told.equals(listed) ? "as in the list of tools" : OTHERWISE;
    }

    /** What is listed, which is kept for more than its names. */
    private static <T> JsonNode listed(Map<String, T> kept, Supplier<Map<String, T>> ask) {
        return told(() -> {
            kept.putAll(ask.get());
            return listed(kept.keySet());
        });
    }

    private static JsonNode types(Map<String, McpSchema.Resource> resources) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        resources.forEach((uri, resource) -> result.put(uri, resource.mimeType()));
        return result;
    }

    private static JsonNode arguments(Map<String, McpSchema.Prompt> prompts) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        prompts.forEach((name, prompt) -> {
            ObjectNode arguments = result.putObject(name);
            if (prompt.arguments() != null) {
                prompt.arguments()
                        .forEach(argument -> arguments.put(
                                argument.name(),
                                Boolean.TRUE.equals(argument.required()) ? "required" : "may be left out"));
            }
        });
        return result;
    }

    private static JsonNode told(Supplier<JsonNode> answer) {
        try {
            return answer.get();
        } catch (RuntimeException e) {
            return refused(e);
        }
    }

    private static JsonNode refused(RuntimeException e) {
        return TextNode.valueOf(REFUSED + e.getMessage());
    }

    @Override
    public void use(Trial trial) {
        // Calling is observing here; there is nothing to write.
    }

    @Override
    public Kind changeMeans() {
        return Kind.NOT_SERVING;
    }
}
