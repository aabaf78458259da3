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
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.upgradeharness.gateway.Api;

/** A client of the gateway's own MCP endpoint, over Streamable HTTP. */
final class McpPeer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int MOST = 200;
    /** What the answer of a tool begins with that tells an error. */
    static final String ERROR = "error: ";

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

    /** All tools by their names: what a client is told of each. */
    Map<String, McpSchema.Tool> tools() {
        Map<String, McpSchema.Tool> tools = new TreeMap<>();
        pages(
                client::listTools,
                McpSchema.ListToolsResult::nextCursor,
                page -> page.tools().forEach(tool -> tools.put(tool.name(), tool)));
        return tools;
    }

    /** All resources by their URIs. */
    Map<String, McpSchema.Resource> resources() {
        Map<String, McpSchema.Resource> resources = new TreeMap<>();
        pages(
                client::listResources,
                McpSchema.ListResourcesResult::nextCursor,
                page -> page.resources().forEach(resource -> resources.put(resource.uri(), resource)));
        return resources;
    }

    /** All prompts by their names. */
    Map<String, McpSchema.Prompt> prompts() {
        Map<String, McpSchema.Prompt> prompts = new TreeMap<>();
        pages(
                client::listPrompts,
                McpSchema.ListPromptsResult::nextCursor,
                page -> page.prompts().forEach(prompt -> prompts.put(prompt.name(), prompt)));
        return prompts;
    }

    /** Page by page, since the client's own way to ask for all follows cursors that lead in a circle for ever. */
    static <P> void pages(Function<String, P> asked, Function<P, String> cursor, Consumer<P> each) {
        String at = McpSchema.FIRST_PAGE;
        for (int count = 0; count < MOST; count++) {
            P page = asked.apply(at);
            each.accept(page);
            at = cursor.apply(page);
            if (at == null) {
                return;
            }
        }
        throw new IllegalStateException("there are more than " + MOST + " pages");
    }

    /** What a resource holds, as text. */
    String read(String uri) {
        List<String> texts = new ArrayList<>();
        for (McpSchema.ResourceContents content :
                client.readResource(new McpSchema.ReadResourceRequest(uri)).contents()) {
            texts.add(
                    content instanceof McpSchema.TextResourceContents text
                            ? text.text()
                            : "not text: " + content.mimeType());
        }
        return String.join("\n", texts);
    }

    /** What a prompt is rendered to, as text. */
    String rendered(String prompt, Map<String, Object> arguments) {
        List<String> texts = new ArrayList<>();
        client.getPrompt(new McpSchema.GetPromptRequest(prompt, arguments))
                .messages()
                .forEach(message -> texts.add(said(message.content())));
        return String.join("\n", texts);
    }

    private static String said(McpSchema.Content content) {
        return content instanceof McpSchema.TextContent text ? text.text() : content.type();
    }

    /** What a tool answers, as text; an error of the tool is told as such. */
    String call(String tool, Map<String, Object> arguments) {
        McpSchema.CallToolResult result = client.callTool(new McpSchema.CallToolRequest(tool, arguments));
        List<String> texts = new ArrayList<>();
        for (McpSchema.Content content : result.content()) {
            texts.add(said(content));
        }
        return (Boolean.TRUE.equals(result.isError()) ? ERROR : "") + String.join("\n", texts);
    }

    @Override
    public void close() {
        client.close();
    }
}
