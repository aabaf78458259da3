package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Sight;

/** The ways in which programs ask: services of each form behind tools, several calls at once, compressed answers, other addresses. */
final class Clients extends Promised {
    private static final int AT_ONCE = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    Clients() {
        super("clients", "each way to ask");
    }

    @Override
    boolean isPromise(String told) {
        return serves(told);
    }

    @Override
    Map<String, Supplier<String>> asks(Sight sight) {
        Api admin = sight.admin();
        String server = "/servers/" + sight.bed().recall("servers.bundle");
        Map<String, Supplier<String>> asks = new LinkedHashMap<>();
        asks.put(
                "a service that is sent something by PUT, to an address that is filled in",
                () -> answered(admin, Tools.PLACED, Map.of("text", "hello", "place", "here")));
        asks.put(
                "a service of whose answer a part is taken",
                () -> answered(admin, Tools.FILTERED, Map.of("text", "hello")));
        asks.put("a service that answers in words", () -> answered(admin, Tools.PLAIN, Map.of("text", "hello")));
        asks.put("tools at once, each for something else", () -> atOnce(admin));
        asks.put("the endpoint for MCP clients without a slash at its end", () -> withoutSlash(admin));
        asks.put("the events of a virtual server", () -> done(admin.begin(server + "/sse")));
        asks.put("a list, compressed", () -> compressed(admin));
        Map<String, Object> greeting = Map.of(
                "ref",
                Map.of("type", "ref/prompt", "name", Prompts.greeting(Lists.whole(sight, "/prompts", "prompts"))),
                "argument",
                Map.of("name", "who", "value", "A"));
        for (String endpoint : new String[] {Mcp.GATEWAY, "/rpc"}) {
            asks.put("whether somebody is there, at " + endpoint, () -> said(admin, endpoint, "ping", Map.of()));
            asks.put(
                    "how an argument of a prompt may go on, at " + endpoint,
                    () -> said(admin, endpoint, "completion/complete", greeting));
            asks.put(
                    "templates of resources, at " + endpoint,
                    () -> said(admin, endpoint, "resources/templates/list", Map.of()));
        }
        asks.put("roots, at /rpc", () -> said(admin, "/rpc", "roots/list", Map.of()));
        return asks;
    }

    private static String said(Api api, String endpoint, String method, Map<String, Object> params) {
        return carriedOut(api.post(endpoint, Mcp.message(method, params)));
    }

    private static Answer call(Api api, String tool, Map<String, Object> arguments) {
        return api.post(
                Mcp.GATEWAY, Mcp.message("tools/call", Map.of("name", "upgrade-" + tool, "arguments", arguments)));
    }

    private static String answered(Api api, String tool, Map<String, Object> arguments) {
        Answer answer = call(api, tool, arguments);
        String told = carriedOut(answer);
        return told.equals(DONE) ? content(answer) : told;
    }

    /** Releases write the JSON of a service in their own way; what it was sent stands in it. */
    private static String content(Answer answer) {
        String text = answer.body()
                .path("result")
                .path("content")
                .path(0)
                .path("text")
                .asText();
        try {
            JsonNode told = JSON.readTree(text);
            return told.has("method")
                    ? told.path("method").asText() + " " + told.path("place").asText() + " " + told.path("body")
                    : told.toString();
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    private static String atOnce(Api api) {
        List<CompletableFuture<Boolean>> calls = new ArrayList<>();
        IntStream.range(0, AT_ONCE)
                .mapToObj(i -> "call number " + i)
                .forEach(text -> calls.add(CompletableFuture.supplyAsync(
                        () -> call(api, "open", Map.of("text", text)).text().contains(text))));
        long right = calls.stream().filter(CompletableFuture::join).count();
        return right == AT_ONCE ? "each is answered" : right == 0 ? REFUSED : "only some are answered rightly";
    }

    /** Some releases redirect to where the slash is. */
    private static String withoutSlash(Api api) {
        Answer answer = api.post("/mcp", Mcp.message("tools/list", Map.of()));
        return answer.status() / 100 == 3 || answer.ok() ? DONE : done(answer);
    }

    private static String compressed(Api api) {
        String path = "/tools?limit=0&include_inactive=true";
        Set<String> before = names(api.get(path), "tools");
        Answer answer = api.compressed(path);
        if (!answer.ok()) {
            return done(answer);
        }
        // A write that nobody waited for may still be carried out.
        Set<String> told = names(answer, "tools");
        return told.equals(before) || told.equals(names(api.get(path), "tools")) ? "as without" : "unreadable";
    }

    @Override
    public Kind changeMeans() {
        return Kind.NOT_SERVING;
    }
}
