package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;
import org.upgradeharness.witness.Witness;

/** What all catalogue entities of ContextForge share: list, read by id, disable, update, delete. */
abstract class Catalogued implements Witness {
    private final String feature;
    private final String path;
    private final String listName;

    Catalogued(String feature, String path, String listName) {
        this.feature = feature;
        this.path = path;
        this.listName = listName;
    }

    @Override
    public final String feature() {
        return feature;
    }

    final String path() {
        return path;
    }

    /** What stays the same of an entity over releases, and is unique among them. */
    String key(JsonNode entity) {
        return "id=" + entity.path("id").asText() + " (name=" + entity.path("name").asText() + ")";
    }

    /** Adds to an entity what its list does not show. */
    void enrich(ObjectNode entity, Sight sight) {}

    @Override
    public final Map<String, JsonNode> observe(Sight sight) {
        Map<String, JsonNode> seen = new LinkedHashMap<>();
        for (JsonNode entity : Lists.all(sight.admin(), path + "?include_inactive=true&limit=0", listName)) {
            enrich((ObjectNode) entity, sight);
            seen.put(key(entity), entity);
        }
        return seen;
    }

    /** Creates one entity on the old release and keeps its id under its name. */
    final JsonNode create(Seedbed bed, String name, Object body) {
        JsonNode made = Seedbed.accepted(bed.admin().post(path, body), "POST " + path + " of " + name);
        bed.note(feature + "." + name, made.path("id").asText());
        bed.made(feature, made.path("id").asText());
        return made;
    }

    /** Switches an entity off on the old release. */
    final void disable(Seedbed bed, String name) {
        String id = bed.recall(feature + "." + name);
        Answer answer = bed.admin().post(path + "/" + id + "/state?activate=false", Map.of());
        if (!answer.ok()) {
            // Releases before 1.0.0rc1 call it toggle.
            answer = bed.admin().post(path + "/" + id + "/toggle?activate=false", Map.of());
        }
        Seedbed.accepted(answer, "disabling " + feature + " " + name);
    }

    /** The body that creates one more entity on the new release. */
    abstract Object another(Sight sight);

    /** The body that changes its description. */
    Object change(JsonNode made) {
        return Map.of("description", "changed after the upgrade");
    }

    @Override
    public void use(Trial trial) {
        Api admin = trial.sight().admin();
        Answer made = trial.succeeds(Kind.WRITE_REFUSED, "POST " + path, "", admin.post(path, another(trial.sight())));
        if (!made.ok()) {
            return;
        }
        String one = path + "/" + made.body().path("id").asText();
        Answer changed = trial.succeeds(
                Kind.WRITE_REFUSED, "PUT " + path + "/{id}", "", admin.put(one, change(made.body())));
        if (changed.ok()) {
            trial.holds(
                    Kind.LOST_WRITE,
                    "PUT " + path + "/{id}",
                    "",
                    "changed after the upgrade",
                    described(admin, made.body().path("id").asText()),
                    "changed after the upgrade".equals(described(admin, made.body().path("id").asText())));
        }
        trial.succeeds(Kind.WRITE_REFUSED, "DELETE " + path + "/{id}", "", admin.delete(one));
    }

    /** The description as a list read anew shows it. */
    private String described(Api admin, String id) {
        for (JsonNode entity : Lists.all(admin, path + "?include_inactive=true&limit=0", listName)) {
            if (id.equals(entity.path("id").asText())) {
                return entity.path("description").asText();
            }
        }
        return "not in the list";
    }
}
