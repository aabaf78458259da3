package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;

/** Prompts kept by the gateway itself, with what they render to. */
final class Prompts extends Catalogued {
    /** What its prompts are rendered with. */
    static final Map<String, Object> ARGUMENTS = Map.of("who", "Ada", "what", "tea");

    private static final String GREETING = "upgrade greeting";

    /** Longer than a line, and not a plain one. */
    private static final String LONG =
            "Dear {{ who }}, have some {{ what }}.\nNa\u00efve \u2603 words, \ud83d\ude80 and more. ".repeat(40)
                    + "End.";

    Prompts() {
        super("prompts", "/prompts", "prompts");
    }

    /** Ids and names are not kept over the re-key of prompts; the original name within its team is. */
    @Override
    String key(JsonNode entity) {
        JsonNode name = entity.has("originalName") ? entity.path("originalName") : entity.path("name");
        return "name=" + name.asText() + ", team_id=" + entity.path("teamId").asText();
    }

    /** What a release calls the prompt that greets; the first name is gone where names are made slugs of, and is kept beside them. */
    static String greeting(List<JsonNode> prompts) {
        return prompts.stream()
                .filter(p -> GREETING.equals(
                        p.path(p.has("originalName") ? "originalName" : "name").asText()))
                .map(p -> p.path("name").asText())
                .findFirst()
                .orElse(GREETING);
    }

    /** The path by id answers with the content. */
    @Override
    JsonNode byId(Api api, String id) {
        return listed(api, id);
    }

    @Override
    public Map<String, Integer> leastRows() {
        return Map.of("prompts", 6);
    }

    @Override
    public void seed(Seedbed bed) {
        create(bed, "greeting", body(bed, GREETING, "public", "Dear {{ who }}, have some {{ what }}."));
        create(bed, "note", body(bed, "upgrade-note", "team", "{{ who }}: {{ what }}"));
        create(bed, "secret", body(bed, "upgrade-secret", "private", "psst {{ who }} {{ what }}"));
        create(bed, Teams.second(bed), "old", body(bed, "upgrade-old", "public", "gone {{ who }} {{ what }}"));
        disable(bed, "old");
        for (int i = 0; i < 2; i++) {
            Seedbed.accepted(
                    bed.admin().post("/prompts/" + bed.recall("prompts.greeting"), ARGUMENTS), "rendering a prompt");
        }
    }

    private static Map<String, Object> body(Seedbed bed, String name, String visibility, String template) {
        return Map.of(
                "prompt",
                Map.of(
                        "name",
                        name,
                        "description",
                        "A prompt seeded before the upgrade",
                        "template",
                        template,
                        "visibility",
                        visibility,
                        "tags",
                        List.of("upgrade"),
                        "arguments",
                        List.of(
                                Map.of("name", "who", "description", "addressee", "required", true),
                                Map.of("name", "what", "description", "drink", "required", true))),
                "team_id",
                bed.recall("teams.main"),
                "visibility",
                visibility);
    }

    @Override
    void enrich(ObjectNode entity, Sight sight) {
        boolean own = entity.path("template").asText().contains("{{ who }}");
        if (own && entity.path("enabled").asBoolean(entity.path("isActive").asBoolean())) {
            entity.set("rendered", rendered(sight.admin(), entity.path("id").asText()));
        }
    }

    @Override
    public void use(Trial trial) {
        super.use(trial);
        renderNew(trial);
    }

    /** What is new says what it was made to say, and stays: the gateway logs an error where it writes down that something was read that is gone. */
    private void renderNew(Trial trial) {
        Api admin = trial.sight().admin();
        Answer made = trial.succeeds(
                Kind.WRITE_REFUSED,
                "POST " + path(),
                "upgrade-rendered",
                admin.post(path(), body(trial.sight().bed(), "upgrade-rendered", "public", LONG)));
        if (made.ok()) {
            String expected = LONG.replace("{{ who }}", "Ada").replace("{{ what }}", "tea");
            JsonNode said = Settled.read(
                    "a new prompt",
                    () -> rendered(admin, made.body().path("id").asText()),
                    found -> found.asText().equals(expected));
            trial.holds(
                    Kind.LOST_WRITE,
                    "POST " + path(),
                    "template",
                    "rendered as it was sent, " + expected.length() + " characters",
                    said.asText().length() + " characters, or others",
                    said.asText().equals(expected));
        }
    }

    private static JsonNode rendered(Api admin, String id) {
        return admin.post("/prompts/" + id, ARGUMENTS)
                .body()
                .path("messages")
                .path(0)
                .path("content")
                .path("text");
    }

    @Override
    String laden() {
        return "greeting";
    }

    @Override
    Object another(Sight sight, String name) {
        return body(sight.bed(), "upgrade-" + name, "public", "Hello {{ who }} {{ what }}");
    }
}
