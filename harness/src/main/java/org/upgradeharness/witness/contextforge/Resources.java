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

/** Resources kept by the gateway itself, with their content. */
final class Resources extends Catalogued {
    private static final String NOTES = "Line one\nLine two, with ümlauts and \u2603";

    /** One that nobody reads any more. */
    static final String SWITCHED_OFF = "upgrade://archive";

    private static final String READ = "read-after";
    /** Longer than a line, and not a plain one. */
    private static final String LONG = (NOTES + "\r\n\t\"quoted\", <b>bold</b> & \ud83d\ude80\n").repeat(60) + "End.";

    Resources() {
        super("resources", "/resources", "resources");
    }

    /** Ids are not kept over the re-key of resources; the URI within its team is. */
    @Override
    String key(JsonNode entity) {
        return "uri=" + entity.path("uri").asText() + ", team_id="
                + entity.path("teamId").asText();
    }

    /** The path by id answers with the content. */
    @Override
    JsonNode byId(Api api, String id) {
        return listed(api, id);
    }

    @Override
    public Map<String, Integer> leastRows() {
        return Map.of("resources", 6);
    }

    @Override
    public void seed(Seedbed bed) {
        create(bed, "notes", body(bed, "notes", "public", NOTES));
        create(bed, "plan", body(bed, "plan", "team", "the plan"));
        create(bed, "diary", body(bed, "diary", "private", "nobody else reads this"));
        create(bed, Teams.second(bed), "archive", body(bed, "archive", "public", "old"));
        disable(bed, "archive");
        for (int i = 0; i < 2; i++) {
            Seedbed.accepted(bed.admin().get("/resources/" + bed.recall("resources.notes")), "reading a resource");
        }
    }

    private static Map<String, Object> body(Seedbed bed, String name, String visibility, String content) {
        return Map.of(
                "resource",
                Map.of(
                        "uri",
                        "upgrade://" + name,
                        "name",
                        "upgrade-" + name,
                        "description",
                        "A resource seeded before the upgrade",
                        "content",
                        content,
                        "mimeType",
                        "text/plain",
                        "visibility",
                        visibility,
                        "tags",
                        List.of("upgrade")),
                "team_id",
                bed.recall("teams.main"),
                "visibility",
                visibility);
    }

    @Override
    void enrich(ObjectNode entity, Sight sight) {
        boolean own = entity.path("uri").asText().startsWith("upgrade://");
        if (own && entity.path("enabled").asBoolean(entity.path("isActive").asBoolean())) {
            entity.set("content", content(sight.admin(), entity.path("id").asText()));
        }
    }

    private static JsonNode content(Api api, String id) {
        JsonNode content = api.get("/resources/" + id).body();
        return content.has("text") ? content.path("text") : content;
    }

    @Override
    void changeMore(Trial trial, String id) {
        write(trial, id, "new content", "rewritten after the upgrade");
        write(trial, id, "content, changed back", NOTES);
    }

    @Override
    public void use(Trial trial) {
        super.use(trial);
        readNew(trial);
    }

    /** What is new is read as it was sent, and stays: the gateway logs an error where it writes down that something was read that is gone. */
    private void readNew(Trial trial) {
        Api admin = trial.sight().admin();
        Answer made = trial.succeeds(
                Kind.WRITE_REFUSED,
                "POST " + path(),
                READ,
                admin.post(path(), body(trial.sight().bed(), READ, "public", LONG)));
        if (made.ok()) {
            JsonNode content = Settled.read(
                    "content of a new resource",
                    () -> content(admin, made.body().path("id").asText()),
                    found -> found.asText().equals(LONG));
            trial.holds(
                    Kind.LOST_WRITE,
                    "POST " + path(),
                    "content",
                    "as it was sent, " + LONG.length() + " characters",
                    content.asText().length() + " characters, or others",
                    content.asText().equals(LONG));
        }
    }

    private void write(Trial trial, String id, String which, String text) {
        Api admin = trial.sight().admin();
        trial.keeps(
                "PUT " + path() + "/{id}",
                which,
                admin.put(path() + "/" + id, Map.of("content", text)),
                () -> Settled.within(which, () -> text.equals(content(admin, id).asText())));
    }

    @Override
    String laden() {
        return "notes";
    }

    @Override
    Object another(Sight sight, String name) {
        return body(sight.bed(), name, "public", "written after the upgrade");
    }
}
