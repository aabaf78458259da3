package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;
import org.upgradeharness.witness.Witness;

/** Tools as MCP clients see and call them: at the gateway's endpoint and at a virtual server's. */
final class McpCalls implements Witness {
    @Override
    public String feature() {
        return "mcp";
    }

    @Override
    public Map<String, Integer> leastRows() {
        return Map.of("tool_metrics", 1, "resource_metrics", 1, "prompt_metrics", 1);
    }

    @Override
    public void seed(Seedbed bed) {
        // The calls made while observing are what its metrics come from.
    }

    @Override
    public boolean seeds() {
        return false;
    }

    @Override
    public boolean uses() {
        return false;
    }

    @Override
    public Map<String, JsonNode> observe(Sight sight) {
        Map<String, JsonNode> seen = new LinkedHashMap<>();
        look(sight, "/mcp/", "the gateway", seen);
        look(sight, "/servers/" + sight.bed().recall("servers.bundle") + "/mcp", "virtual server upgrade-bundle", seen);
        return seen;
    }

    private static void look(Sight sight, String endpoint, String where, Map<String, JsonNode> seen) {
        try (McpPeer peer = McpPeer.connect(sight.admin(), endpoint)) {
            seen.put("tools/list of " + where, told(() -> listed(sight, peer.tools())));
            if ("/mcp/".equals(endpoint)) {
                seen.put(
                        "tools/call of a peer's tool",
                        told(() ->
                                TextNode.valueOf(peer.call("alpha-alpha-echo", Map.of("text", "h\u00e4llo \u2603")))));
            }
        } catch (RuntimeException e) {
            seen.put("tools/list of " + where, refused(e));
        }
    }

    /** Of all tools there are, which ones are listed. */
    private static JsonNode listed(Sight sight, List<String> names) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        for (JsonNode tool : Lists.whole(sight, "/tools", "tools")) {
            String name = tool.path("name").asText();
            result.put(name, names.contains(name) ? "listed" : "not listed");
        }
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
        return TextNode.valueOf("refused: " + e.getMessage());
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
