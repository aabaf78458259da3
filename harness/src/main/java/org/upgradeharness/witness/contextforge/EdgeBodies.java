package org.upgradeharness.witness.contextforge;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.upgradeharness.witness.Seedbed;

/** The requests that make edge rows. */
final class EdgeBodies {
    private static final Map<String, String> WRAPPED =
            Map.of("resources", "resource", "prompts", "prompt", "servers", "server", "a2a", "agent", "tools", "tool");

    private EdgeBodies() {}

    static String path(String feature) {
        return switch (feature) {
            case "teams" -> "/teams/";
            case "roles" -> "/rbac/roles";
            default -> "/" + feature;
        };
    }

    /** An entity whose description is a text; null leaves it out. */
    static Map<String, Object> of(Seedbed bed, String feature, String edge, String text) {
        Map<String, Object> entity = new HashMap<>();
        entity.put("name", "upgrade-edge-" + edge);
        if (text != null) {
            entity.put("description", text);
        }
        switch (feature) {
            case "resources" -> {
                entity.put("uri", "upgrade://edge-" + edge);
                entity.put("content", text);
                entity.put("mimeType", "text/plain");
            }
            case "prompts" -> {
                entity.put("template", "Edge " + edge);
                entity.put("arguments", List.of());
            }
            case "a2a" -> {
                entity.put("endpoint_url", bed.upstream("/agent"));
                entity.put("agent_type", "generic");
                entity.put("auth_type", "bearer");
                // Of this length, because what other lengths lead to on SQLite is shown by the agents of the smaller
                // dataset.
                entity.put("auth_token", bed.secrets().fresh(34));
            }
            case "tools" -> rest(bed, entity);
            case "teams" -> entity.put("visibility", "private");
            case "roles" -> {
                entity.put("scope", "team");
                entity.put("permissions", List.of("tools.read"));
            }
            default -> {
                // A server needs nothing else.
            }
        }
        return WRAPPED.containsKey(feature) ? wrapped(bed, feature, entity, "teams.main") : entity;
    }

    /** A resource under another URI than the others, whose content is not asked for. */
    static Map<String, Object> resource(Seedbed bed, String name, String uri, String content) {
        return wrapped(
                bed,
                "resources",
                new HashMap<>(Map.of(
                        "name", "upgrade-edge-" + name, "uri", uri, "content", content, "mimeType", "text/plain")),
                "teams.main");
    }

    private static void rest(Seedbed bed, Map<String, Object> entity) {
        entity.put("url", bed.upstream("/rest/echo"));
        entity.put("integration_type", "REST");
        entity.put("request_type", "POST");
        entity.put("inputSchema", Map.of("type", "object"));
    }

    static Map<String, Object> server(Seedbed bed, String name, String text, String team) {
        return wrapped(bed, "servers", new HashMap<>(Map.of("name", name, "description", text)), team);
    }

    /** A tool whose schema holds a JSON value as it is. */
    static Map<String, Object> tool(Seedbed bed, String name, Object value) {
        Map<String, Object> entity = new HashMap<>();
        entity.put("name", "upgrade-edge-json-" + name);
        rest(bed, entity);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", Map.of("edge", property(value)));
        entity.put("inputSchema", schema);
        return wrapped(bed, "tools", entity, "teams.main");
    }

    private static Map<String, Object> property(Object value) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("description", "holds the edge as its default");
        property.put("default", value);
        return property;
    }

    /** JSON values of every shape, by name. */
    static Map<String, Object> json() {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("zebra", 1);
        order.put("alpha", 2);
        order.put("Mike", Map.of("y", true));
        values.put("key-order", order);
        values.put("keys", Map.of("lost", 2));
        values.put("list-order", List.of(3, 1, 2));
        values.put("spaces", "  leading and trailing  ");
        Object nested = "the bottom";
        for (int i = 0; i < 12; i++) {
            nested = i % 2 == 0 ? Map.of("level-" + i, nested) : List.of(nested, i);
        }
        values.put("nesting", nested);
        values.put("numbers", List.of(0, -1, 0.1, 1e-9, 9007199254740993L, 123456789.0123));
        values.put("nothing", Arrays.asList(null, "", List.of(), Map.of(), false));
        values.put("texts", List.of("é", "e\u0301", "😀", "&lt;", "a\r\nb"));
        return values;
    }

    private static Map<String, Object> wrapped(Seedbed bed, String feature, Map<String, Object> entity, String team) {
        entity.put("visibility", "public");
        Map<String, Object> body = new HashMap<>();
        body.put(WRAPPED.get(feature), entity);
        body.put("team_id", bed.recall(team));
        body.put("visibility", "public");
        return body;
    }
}
