package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Trial;

/** Uses catalogue entities of one kind as people do who have upgraded: one of its own, and some from before the upgrade. */
final class CatalogueUse {
    private static final int PAGES = 3;
    private static final String CHANGED = "changed after the upgrade";
    private static final String SEEDED = "from before the upgrade";

    private final Catalogued kind;
    private final Trial trial;
    private final Api admin;
    private final String path;

    CatalogueUse(Catalogued kind, Trial trial) {
        this.kind = kind;
        this.trial = trial;
        this.admin = trial.sight().admin();
        this.path = kind.path();
    }

    /** Uses one of its own, from the making to the end; what was listed before is returned. */
    List<JsonNode> itsOwn() {
        List<JsonNode> listed = kind.whole(trial.sight());
        tellsEachOnce(listed);
        Object sent = kind.another(trial.sight(), Catalogued.AFTER);
        Answer made = trial.succeeds(Kind.WRITE_REFUSED, "POST " + path, "", admin.post(path, sent));
        if (!made.ok()) {
            return listed;
        }
        String id = made.body().path("id").asText();
        JsonNode before = Settled.read("new entity", () -> kind.byId(admin, id), JsonNode::isObject);
        if (trial.holds(
                Kind.LOST_WRITE, "POST " + path, "", "the new entity in its list", "not there", before.isObject())) {
            Written.created(trial, "POST " + path, sent, before);
            kind.bringsAlong(trial, id, listed);
            change("", id, before);
            revise(id);
            List<String> tools = kind.tools(trial.sight(), id)
                    .map(tool -> tool.path("id").asText())
                    .toList();
            trial.keeps(
                    "POST " + path + "/{id}/state",
                    "",
                    kind.switchTo(false, admin, id),
                    () -> Settled.within("switching off", () -> Catalogued.isOff(kind.byId(admin, id))));
            trial.keeps(
                    "POST " + path + "/{id}/state",
                    "on again",
                    kind.switchTo(true, admin, id),
                    () -> Settled.within("switching on", () -> Catalogued.isOn(kind.byId(admin, id))));
            kind.standsAsBefore(trial, id, tools);
            delete("", id);
            tools.forEach(tool -> trial.holds(
                    Kind.LOST_WRITE,
                    "DELETE " + path + "/{id}",
                    "what it had brought along",
                    "gone with it",
                    "still there",
                    Settled.within(
                            "what went along",
                            () -> !admin.get("/tools/" + tool).ok())));
        }
        return listed;
    }

    /** What stands in the store since long must be as good to change and to delete as what is new. */
    void changeAndDelete(String name, List<JsonNode> listed) {
        Seedbed bed = trial.sight().bed();
        kind.seeded(bed, name, listed).ifPresent(entity -> {
            trial.givesUp(kind.table(), "id=" + kind.seededId(bed, name));
            kind.givesUpWith(trial, entity);
            String id = entity.path("id").asText();
            change(SEEDED, id, kind.byId(admin, id));
            delete(SEEDED, id);
        });
    }

    /**
     * A change of one field leaves the others as they were, also those that are not told: once it is changed back, the store must hold
     * what it held.
     */
    void changeAndChangeBack(String name, List<JsonNode> listed) {
        Seedbed bed = trial.sight().bed();
        kind.seeded(bed, name, listed).ifPresent(entity -> {
            String id = entity.path("id").asText();
            kind.givesUpWith(trial, entity);
            trial.touches(kind.table(), "id=" + kind.seededId(bed, name));
            JsonNode before = kind.byId(admin, id);
            Written.asListed(trial, "GET " + path + "/{id}", entity, before);
            String description = before.path("description").asText();
            change(name + ", " + SEEDED, id, before);
            trial.keeps(
                    "PUT " + path + "/{id}",
                    name + ", changed back",
                    admin.put(path + "/" + id, Map.of("description", description)),
                    () -> Settled.within(
                            "change back",
                            () -> description.equals(
                                    kind.byId(admin, id).path("description").asText())));
            kind.changeMore(trial, id);
        });
    }

    /** Page by page a list must tell what it tells at once, and each entity once. */
    private void tellsEachOnce(List<JsonNode> listed) {
        List<String> whole = ids(listed);
        Pages pages = Pages.of(admin, path + "?include_inactive=true", kind.listName(), whole.size() / PAGES + 1);
        if (pages.supported()) {
            List<String> paged = ids(pages.items());
            trial.holds(
                    Kind.ENDPOINT_WORSE,
                    "GET " + path,
                    "page by page",
                    "each of " + whole.size() + " once",
                    pages.trouble()
                            .orElse(paged.size() + " on " + pages.count() + " pages, "
                                    + paged.stream().distinct().count() + " of them different"),
                    pages.trouble().isEmpty() && whole.equals(paged));
        }
    }

    private static List<String> ids(List<JsonNode> entities) {
        return entities.stream().map(e -> e.path("id").asText()).sorted().toList();
    }

    private void change(String which, String id, JsonNode before) {
        Map<String, Object> change = Map.of("description", CHANGED);
        String object = "PUT " + path + "/{id}";
        Answer changed = trial.succeeds(Kind.WRITE_REFUSED, object, which, admin.put(path + "/" + id, change));
        if (!changed.ok()) {
            return;
        }
        JsonNode after = Settled.read("change", () -> kind.byId(admin, id), CatalogueUse::isChanged);
        if (trial.holds(Kind.LOST_WRITE, object, which, CHANGED, "another description", isChanged(after))) {
            Written.changed(trial, object, change.keySet(), before, after);
        }
    }

    private static boolean isChanged(JsonNode entity) {
        return CHANGED.equals(entity.path("description").asText());
    }

    /**
     * Changes all that it was made of at once: each field must be told as it was sent. Its content is not read: the gateway counts that,
     * and logs an error when it writes the count of what is gone.
     */
    private void revise(String id) {
        Map<String, Object> revision = kind.revision(trial.sight());
        String object = "PUT " + path + "/{id}";
        Answer changed =
                trial.succeeds(Kind.WRITE_REFUSED, object, Catalogued.REVISED, admin.put(path + "/" + id, revision));
        if (changed.ok()) {
            JsonNode told = Settled.read(
                    "revision",
                    () -> kind.byId(admin, id),
                    e -> revision.get("tags") instanceof List<?> tags
                            && e.path("tags").size() == tags.size());
            if (trial.holds(
                    Kind.LOST_WRITE, object, Catalogued.REVISED, "there to be read", "not there", told.isObject())) {
                Written.created(trial, object, revision, told);
            }
        }
    }

    private void delete(String which, String id) {
        String object = "DELETE " + path + "/{id}";
        Answer deleted = trial.succeeds(Kind.WRITE_REFUSED, object, which, admin.delete(path + "/" + id));
        if (deleted.ok()) {
            trial.holds(
                    Kind.LOST_WRITE,
                    object,
                    which,
                    "gone from its list",
                    "still there",
                    Settled.within("deletion", () -> kind.byId(admin, id).isMissingNode()));
        }
    }
}
