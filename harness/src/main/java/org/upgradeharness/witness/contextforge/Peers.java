package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;

/** Peer gateways: real MCP servers that the gateway connects to, with each kind of stored credential. */
final class Peers extends Catalogued {
    /** Where it shows what a peer offers. */
    private static final List<String> BROUGHT = List.of("/tools", "/resources", "/prompts");

    /** The peer that is asked by a token which the gateway gets for its secret. */
    static final String OAUTH = "epsilon";

    Peers() {
        super("gateways", "/gateways", "gateways");
    }

    @Override
    public Map<String, Integer> leastRows() {
        return Map.of("gateways", 6);
    }

    @Override
    public void seed(Seedbed bed) {
        create(bed, "alpha", body(bed, "alpha", "public", Map.of()));
        create(
                bed,
                "beta",
                body(bed, "beta", "public", Map.of("auth_type", "bearer", "auth_token", bed.recall("upstream.beta"))));
        create(
                bed,
                "gamma",
                body(
                        bed,
                        "gamma",
                        "team",
                        Map.of(
                                "auth_type",
                                "basic",
                                "auth_username",
                                "upgrade",
                                "auth_password",
                                bed.recall("upstream.gamma"))));
        create(
                bed,
                "delta",
                body(
                        bed,
                        "delta",
                        "private",
                        Map.of(
                                "auth_type",
                                "authheaders",
                                "auth_headers",
                                List.of(Map.of("key", "X-Api-Key", "value", bed.recall("upstream.delta"))))));
        create(
                bed,
                OAUTH,
                body(
                        bed,
                        OAUTH,
                        "public",
                        Map.of(
                                "auth_type",
                                "oauth",
                                "oauth_config",
                                Map.of(
                                        "grant_type", "client_credentials",
                                        "client_id", "upgrade-client",
                                        "client_secret", bed.recall("upstream.oauth"),
                                        "token_url", bed.upstream("/oauth/token"),
                                        "scopes", List.of("read")))));
        create(
                bed,
                Teams.second(bed),
                "oauth",
                body(
                        bed,
                        "oauth",
                        "team",
                        Map.of(
                                "auth_type",
                                "oauth",
                                "oauth_config",
                                Map.of(
                                        "grant_type", "authorization_code",
                                        "client_id", "upgrade-client",
                                        "client_secret", bed.secrets().fresh(32),
                                        "authorization_url", bed.upstream("/oauth/authorize"),
                                        "token_url", bed.upstream("/oauth/token"),
                                        "redirect_uri", bed.upstream("/oauth/callback"),
                                        "scopes", List.of("read", "write")))));
        disable(bed, "oauth");
    }

    private static Map<String, Object> body(Seedbed bed, String name, String visibility, Map<String, Object> auth) {
        Map<String, Object> peer = new HashMap<>(auth);
        peer.put("name", name);
        peer.put("url", bed.upstream("/" + name + "/mcp"));
        peer.put("transport", "STREAMABLEHTTP");
        peer.put("description", "Peer " + name + " seeded before the upgrade");
        peer.put("visibility", visibility);
        peer.put("team_id", bed.recall("teams.main"));
        peer.put("tags", List.of("upgrade", "peer " + name));
        return peer;
    }

    @Override
    String laden() {
        return "beta";
    }

    @Override
    Object another(Sight sight, String name) {
        return body(sight.bed(), name.equals(AFTER) ? "omega" : name, "public", Map.of());
    }

    /** It stays where it is: nothing listens elsewhere. */
    @Override
    Map<String, Object> revision(Sight sight) {
        Map<String, Object> revision = super.revision(sight);
        revision.put("name", "omega-" + REVISED);
        revision.put("url", sight.bed().upstream("/omega/mcp"));
        return revision;
    }

    @Override
    Map<String, Object> own(Sight sight, String name, String team) {
        Map<String, Object> own = super.own(sight, name, team);
        own.put("url", sight.bed().upstream("/omega/mcp"));
        return own;
    }

    /** What the same upstream offers under another name was taken from there before the upgrade; a new peer brings as much. */
    @Override
    void bringsAlong(Trial trial, String id, List<JsonNode> others) {
        others.stream()
                .filter(peer -> "alpha".equals(peer.path("name").asText()))
                .findFirst()
                .ifPresent(alpha -> BROUGHT.forEach(path -> {
                    long expected = brought(
                                    trial.sight(), path, alpha.path("id").asText())
                            .count();
                    trial.holds(
                            Kind.LOST_WRITE,
                            "POST /gateways",
                            "what it brings to " + path,
                            "as many as another peer brought: " + expected,
                            "fewer",
                            Settled.within(
                                    "what a peer brings",
                                    () -> brought(trial.sight(), path, id).count() >= expected));
                }));
    }

    @Override
    Stream<JsonNode> tools(Sight sight, String id) {
        return brought(sight, "/tools", id);
    }

    /** Its tools work on, and whoever bundles one of them does so still. */
    @Override
    void standsAsBefore(Trial trial, String id, List<String> tools) {
        Api admin = trial.sight().admin();
        trial.holds(
                Kind.LOST_WRITE,
                "POST /gateways/{id}/state",
                "its tools, on again",
                "all on",
                "some are off or gone",
                Settled.within(
                        "tools of a peer",
                        () -> tools(trial.sight(), id).filter(Catalogued::isOn).count() == tools.size()));
        if (tools.isEmpty()) {
            return;
        }
        Servers.bundle(trial, "of-omega", tools.subList(0, 1)).ifPresent(server -> {
            List<Answer> done = List.of(
                    admin.put(path() + "/" + id, Map.of("description", "changed once more")),
                    switchTo(false, admin, id),
                    switchTo(true, admin, id));
            trial.holds(
                    Kind.LOST_WRITE,
                    "PUT /gateways/{id}",
                    "a virtual server that bundles its tools",
                    "it does so still",
                    "it does not",
                    done.stream().allMatch(Answer::ok)
                            && Settled.within("bundled tools", () -> Servers.bundledTools(admin, server) == 1));
            admin.delete("/servers/" + server);
        });
    }

    private static Stream<JsonNode> brought(Sight sight, String path, String peer) {
        return Lists.whole(sight, path, path.substring(1)).stream()
                .filter(entity -> peer.equals(entity.path("gatewayId").asText()));
    }
}
