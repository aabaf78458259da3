package org.upgradeharness.witness.contextforge;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;

/** Tools of REST services: each way to authenticate, each visibility, enabled and disabled. */
final class Tools extends Catalogued {
    /** The tool of a service that is asked by GET, and of one that never does what it is asked. */
    static final String ASKED = "asked";

    static final String FAILING = "failing";
    /** That of one that is sent something by PUT, to an address that is filled in; of one of whose answer a part is taken; of one that answers in words. */
    static final String PLACED = "placed";

    private static final String REHEARSED = "rehearsed";
    static final String FILTERED = "filtered";
    static final String PLAIN = "plain";

    Tools() {
        super("tools", "/tools", "tools");
    }

    @Override
    public Map<String, Integer> leastRows() {
        return Map.of("tools", 15);
    }

    @Override
    public void seed(Seedbed bed) {
        create(bed, "open", body(bed, "open", "public", Map.of()));
        create(
                bed,
                "bearer",
                body(
                        bed,
                        "bearer",
                        "public",
                        Map.of("auth_type", "bearer", "auth_token", secret(bed, "tools.bearer"))));
        create(
                bed,
                "basic",
                body(
                        bed,
                        "basic",
                        "team",
                        Map.of(
                                "auth_type",
                                "basic",
                                "auth_username",
                                "upgrade",
                                "auth_password",
                                secret(bed, "tools.basic"))));
        create(
                bed,
                "header",
                body(
                        bed,
                        "header",
                        "team",
                        Map.of(
                                "auth_type",
                                "authheaders",
                                "auth_header_key",
                                "X-Api-Key",
                                "auth_header_value",
                                secret(bed, "tools.header"))));
        create(bed, "hidden", body(bed, "hidden", "private", Map.of()));
        create(bed, Teams.second(bed), "switched-off", body(bed, "switched-off", "public", Map.of()));
        disable(bed, "switched-off");
        create(bed, ASKED, of(bed, ASKED, Map.of("request_type", "GET")));
        create(
                bed,
                FAILING,
                of(
                        bed,
                        FAILING,
                        Map.of(
                                "url",
                                bed.upstream("/rest/failing"),
                                "auth_type",
                                "bearer",
                                "auth_token",
                                secret(bed, "tools." + FAILING))));
        create(bed, PLACED, of(bed, PLACED, Map.of("request_type", "PUT", "url", bed.upstream("/rest/echo/{place}"))));
        create(bed, FILTERED, of(bed, FILTERED, Map.of("jsonpath_filter", ".body")));
        create(bed, PLAIN, of(bed, PLAIN, Map.of("url", bed.upstream("/rest/plain"))));
        create(bed, Teams.firstInPublic(bed), "other-team", body(bed, "other-team", "team", Map.of(), "teams.public"));
    }

    private static String secret(Seedbed bed, String name) {
        String secret = bed.secrets().fresh(32);
        bed.note("secret." + name, secret);
        return secret;
    }

    static Map<String, Object> body(Seedbed bed, String name, String visibility, Map<String, String> auth) {
        return body(bed, name, visibility, auth, "teams.main");
    }

    private static Map<String, Object> body(
            Seedbed bed, String name, String visibility, Map<String, String> auth, String team) {
        Map<String, Object> tool = tool(bed, name, visibility);
        tool.putAll(auth);
        return Map.of("tool", tool, "team_id", bed.recall(team), "visibility", visibility);
    }

    /** A public one that differs in this from the others. */
    private static Map<String, Object> of(Seedbed bed, String name, Map<String, Object> other) {
        Map<String, Object> tool = tool(bed, name, "public");
        tool.putAll(other);
        return Map.of("tool", tool, "team_id", bed.recall("teams.main"), "visibility", "public");
    }

    private static Map<String, Object> tool(Seedbed bed, String name, String visibility) {
        Map<String, Object> tool = new HashMap<>();
        tool.put("name", "upgrade-" + name);
        tool.put("displayName", "Upgrade " + name);
        tool.put("description", "A tool seeded before the upgrade, naïve \u2603 text");
        tool.put("url", bed.upstream("/rest/echo"));
        tool.put("integration_type", "REST");
        tool.put("request_type", "POST");
        tool.put("headers", Map.of("X-Seeded", "yes"));
        tool.put("visibility", visibility);
        tool.put("tags", List.of("upgrade", "seeded " + name));
        tool.put(
                "inputSchema",
                Map.of(
                        "type", "object",
                        "properties",
                                Map.of(
                                        "text", Map.of("type", "string", "description", "what to say"),
                                        "times", Map.of("type", "integer", "minimum", 1)),
                        "required", List.of("text")));
        return tool;
    }

    /** Who only tries what an import would do has imported nothing. */
    @Override
    public void use(Trial trial) {
        super.use(trial);
        Api admin = trial.sight().admin();
        Map<String, Object> tool = tool(trial.sight().bed(), REHEARSED, "public");
        Answer tried = admin.post(
                "/import?dry_run=true", // 1.0.0rc1 reads it there, later releases in the body
                Map.of(
                        "import_data",
                        Map.of(
                                "version",
                                "2025-03-26",
                                "exported_at",
                                Instant.now().toString(),
                                "exported_by",
                                trial.sight().bed().recall("admin.email"),
                                "source_gateway",
                                "upgrade-harness",
                                "entities",
                                Map.of("tools", List.of(tool))),
                        "dry_run",
                        true));
        if (tried.ok()) {
            trial.holds(
                    Kind.LOST_WRITE,
                    "POST /import",
                    "only tried",
                    "nothing is written",
                    "what was to be tried",
                    whole(trial.sight()).stream()
                            .noneMatch(listed -> listed.path("name").asText().endsWith(REHEARSED)));
        }
    }

    @Override
    String laden() {
        return "bearer";
    }

    @Override
    Object another(Sight sight, String name) {
        return body(sight.bed(), name, "public", Map.of());
    }
}
