package org.upgradeharness.witness.contextforge;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.upgradeharness.gateway.Api;

/** A client of the gateway's own MCP endpoint, over Streamable HTTP. */
final class McpPeer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final McpSyncClient client;

    private McpPeer(McpSyncClient client) {
        this.client = client;
    }

    /** Connects and greets; throws a runtime exception of the client where the endpoint refuses. */
    static McpPeer connect(Api api, String endpoint) {
        HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport.builder(api.base())
                .endpoint(endpoint)
                .connectTimeout(LIMIT)
                // Asked to change to HTTP/2, uvicorn forgets the body of the request.
                .customizeClient(http -> http.version(HttpClient.Version.HTTP_1_1))
                .customizeRequest(request -> request.header("Authorization", "Bearer " + api.token()))
                .build();
        McpSyncClient client = McpClient.sync(transport)
                .requestTimeout(LIMIT)
                .initializationTimeout(LIMIT)
                .build();
        client.initialize();
        return new McpPeer(client);
    }

    /** The names of all tools, sorted. */
    List<String> tools() {
        TreeSet<String> names = new TreeSet<>();
        String cursor = null;
        do {
            McpSchema.ListToolsResult page = cursor == null ? client.listTools() : client.listTools(cursor);
            page.tools().forEach(tool -> names.add(tool.name()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return List.copyOf(names);
    }

    /** What a tool answers, as text; an error of the tool is told as such. */
    String call(String tool, Map<String, Object> arguments) {
        McpSchema.CallToolResult result = client.callTool(new McpSchema.CallToolRequest(tool, arguments));
        List<String> texts = new ArrayList<>();
        for (McpSchema.Content content : result.content()) {
            texts.add(content instanceof McpSchema.TextContent text ? text.text() : content.type());
        }
        return (Boolean.TRUE.equals(result.isError()) ? "error: " : "") + String.join("\n", texts);
    }

    @Override
    public void close() {
        client.close();
    }
}
