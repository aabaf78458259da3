package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;
import org.upgradeharness.witness.Witness;

/** What all catalogue entities of ContextForge share: list, read by id, disable, update, delete. */
abstract class Catalogued implements Witness {
    private static final int PAGES = 3;
    /** What an entity is called that is made to be deleted again. */
    static final String AFTER = "after";
    /** What one is called that was made of it by changing all that may be changed. */
    static final String REVISED = "revised";

    private static final String CHANGED = "changed after the upgrade";
    /** One from before the upgrade that may be given up when the new release is used: nobody calls what is switched off. */
    private static final String SPARE = ": spare";

    private static final String SEEDED = "from before the upgrade";

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
        return "id=" + entity.path("id").asText() + " (name="
                + entity.path("name").asText() + ")";
    }

    /** All of them, as an administrator is told. */
    final List<JsonNode> whole(Sight sight) {
        return Lists.whole(sight, path, listName);
    }

    /** Adds to an entity what its list does not show. */
    void enrich(ObjectNode entity, Sight sight) {}

    @Override
    public final Map<String, JsonNode> observe(Sight sight) {
        Map<String, JsonNode> seen = new LinkedHashMap<>();
        for (JsonNode entity : whole(sight)) {
            enrich((ObjectNode) entity, sight);
            seen.put(key(entity), entity);
        }
        return seen;
    }

    /** Creates one entity on the old release and keeps its id under its name. */
    final JsonNode create(Seedbed bed, String name, Object body) {
        return create(bed, bed.admin(), name, body);
    }

    /** The same, as another administrator, or as one who stands elsewhere. */
    final JsonNode create(Seedbed bed, Api maker, String name, Object body) {
        JsonNode made = Seedbed.accepted(maker.post(path, body), "POST " + path + " of " + name);
        String id = made.path("id").asText();
        bed.note(feature + "." + name, id);
        bed.note(called(name), Visibility.name(made));
        bed.made(feature, id);
        Settled.demand(
                feature + " " + name + " in its list",
                () -> byId(bed.admin(), id).isObject());
        return made;
    }

    /** Switches an entity off on the old release. */
    final void disable(Seedbed bed, String name) {
        String id = bed.recall(feature + "." + name);
        Seedbed.accepted(switchTo(false, bed.admin(), id), "disabling " + feature + " " + name);
        Settled.demand(feature + " " + name + " switched off", () -> isOff(byId(bed.admin(), id)));
        bed.note(feature + SPARE, name);
    }

    private String called(String name) {
        return feature + "." + name + " is called";
    }

    /** Releases before 1.0.0rc1 call it toggle. */
    final Answer switchTo(boolean on, Api api, String id) {
        Answer answer = api.post(path + "/" + id + "/state?activate=" + on, Map.of());
        return answer.status() == 404 || answer.status() == 405
                ? api.post(path + "/" + id + "/toggle?activate=" + on, Map.of())
                : answer;
    }

    private static boolean isOff(JsonNode entity) {
        return entity.isObject()
                && !entity.path("enabled").asBoolean(entity.path("isActive").asBoolean(true));
    }

    static boolean isOn(JsonNode entity) {
        return entity.path("enabled").asBoolean(entity.path("isActive").asBoolean(false));
    }

    /** The entity read anew by its id, missing if it is not there. */
    JsonNode byId(Api api, String id) {
        Answer answer = api.get(path + "/" + id);
        return answer.ok() ? answer.body() : MissingNode.getInstance();
    }

    /** The entity as its list shows it, for those whose path answers with their content; missing if it is not there. */
    final JsonNode listed(Api api, String id) {
        for (JsonNode entity : Lists.all(api, path + "?include_inactive=true&limit=0", listName)) {
            if (id.equals(entity.path("id").asText())) {
                return entity;
            }
        }
        return MissingNode.getInstance();
    }

    /** The name of one from before the upgrade on which much hangs: a credential, or what it bundles. */
    abstract String laden();

    /** The body that creates one more entity of that name. */
    abstract Object another(Sight sight, String name);

    /** Page by page a list must tell what it tells at once, and each entity once. */
    private void tellsEachOnce(Trial trial, Api admin, List<JsonNode> listed) {
        List<String> whole = ids(listed);
        Pages pages = Pages.of(admin, path + "?include_inactive=true", listName, whole.size() / PAGES + 1);
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

    @Override
    public Optional<List<Finding>> lookUnseeded(Sight sight, StoreReader rows) {
        return Optional.of(new Shown(feature, path, listName, table()).compare(sight, rows));
    }

    /** The table of its entities. */
    String table() {
        return feature;
    }

    @Override
    public boolean useUnseeded(Trial trial) {
        useNew(trial);
        return true;
    }

    @Override
    public final boolean keep(Trial trial, String generation) {
        Api admin = trial.sight().admin();
        Answer made = trial.succeeds(
                Kind.WRITE_REFUSED, "POST " + path, generation, admin.post(path, another(trial.sight(), generation)));
        if (made.ok()) {
            String id = made.body().path("id").asText();
            trial.holds(
                    Kind.LOST_WRITE,
                    "POST " + path,
                    generation,
                    "the new entity in its list",
                    "not there",
                    Settled.within("new entity", () -> byId(admin, id).isObject()));
        }
        return true;
    }

    /** All kinds of catalogue entities, in the order in which they need each other. */
    static List<Catalogued> all() {
        return List.of(new Tools(), new Resources(), new Prompts(), new Servers(), new Peers(), new Agents());
    }

    @Override
    public void use(Trial trial) {
        List<JsonNode> listed = useNew(trial);
        useOld(trial, listed);
        changeAndChangeBack(trial, listed);
    }

    /** What stands in the store since long must be as good to change and to delete as what is new. */
    private void useOld(Trial trial, List<JsonNode> listed) {
        Seedbed bed = trial.sight().bed();
        String name = bed.recall(feature + SPARE);
        seeded(bed, name, listed).ifPresent(entity -> {
            trial.givesUp(table(), "id=" + bed.recall(feature + "." + name));
            givesUpWith(trial, entity);
            String id = entity.path("id").asText();
            change(trial, SEEDED, id, byId(trial.sight().admin(), id));
            delete(trial, SEEDED, id);
        });
    }

    /** One from before the upgrade; what is not listed any more was told when the list was compared. */
    private Optional<JsonNode> seeded(Seedbed bed, String name, List<JsonNode> listed) {
        String called = bed.recall(called(name));
        return listed.stream()
                .filter(entity -> called.equals(Visibility.name(entity)))
                .findFirst();
    }

    /**
     * A change of one field leaves the others as they were, also those that are not told: once it is changed back, the store must hold
     * what it held.
     */
    private void changeAndChangeBack(Trial trial, List<JsonNode> listed) {
        Seedbed bed = trial.sight().bed();
        Api admin = trial.sight().admin();
        seeded(bed, laden(), listed).ifPresent(entity -> {
            String id = entity.path("id").asText();
            givesUpWith(trial, entity);
            trial.touches(table(), "id=" + bed.recall(feature + "." + laden()));
            JsonNode before = byId(admin, id);
            Written.asListed(trial, "GET " + path + "/{id}", entity, before);
            String description = before.path("description").asText();
            change(trial, laden() + ", " + SEEDED, id, before);
            trial.keeps(
                    "PUT " + path + "/{id}",
                    laden() + ", changed back",
                    admin.put(path + "/" + id, Map.of("description", description)),
                    () -> Settled.within(
                            "change back",
                            () -> description.equals(
                                    byId(admin, id).path("description").asText())));
            changeMore(trial, id);
        });
    }

    /** Looks at what the release makes beside a new entity. */
    void bringsAlong(Trial trial, String id, List<JsonNode> others) {}

    /** Changes what only this kind has, of one from before the upgrade, and changes it back. */
    void changeMore(Trial trial, String id) {}

    /** Gives up what goes with an entity and no foreign key tells of. */
    void givesUpWith(Trial trial, JsonNode entity) {}

    /** Uses one of its own, from the making to the end; what was listed before is returned. */
    private List<JsonNode> useNew(Trial trial) {
        Api admin = trial.sight().admin();
        List<JsonNode> listed = whole(trial.sight());
        tellsEachOnce(trial, admin, listed);
        Object sent = another(trial.sight(), AFTER);
        Answer made = trial.succeeds(Kind.WRITE_REFUSED, "POST " + path, "", admin.post(path, sent));
        if (!made.ok()) {
            return listed;
        }
        String id = made.body().path("id").asText();
        JsonNode before = Settled.read("new entity", () -> byId(admin, id), JsonNode::isObject);
        if (trial.holds(
                Kind.LOST_WRITE, "POST " + path, "", "the new entity in its list", "not there", before.isObject())) {
            Written.created(trial, "POST " + path, sent, before);
            bringsAlong(trial, id, listed);
            change(trial, "", id, before);
            revise(trial, id);
            trial.keeps(
                    "POST " + path + "/{id}/state",
                    "",
                    switchTo(false, admin, id),
                    () -> Settled.within("switching off", () -> isOff(byId(admin, id))));
            trial.keeps(
                    "POST " + path + "/{id}/state",
                    "on again",
                    switchTo(true, admin, id),
                    () -> Settled.within("switching on", () -> isOn(byId(admin, id))));
            delete(trial, "", id);
        }
        return listed;
    }

    private void change(Trial trial, String which, String id, JsonNode before) {
        Api admin = trial.sight().admin();
        Map<String, Object> change = Map.of("description", CHANGED);
        String object = "PUT " + path + "/{id}";
        Answer changed = trial.succeeds(Kind.WRITE_REFUSED, object, which, admin.put(path + "/" + id, change));
        if (!changed.ok()) {
            return;
        }
        JsonNode after = Settled.read("change", () -> byId(admin, id), Catalogued::isChanged);
        if (trial.holds(Kind.LOST_WRITE, object, which, CHANGED, "another description", isChanged(after))) {
            Written.changed(trial, object, change.keySet(), before, after);
        }
    }

    /**
     * Changes all that it was made of at once: each field must be told as it was sent. Its content is not read: the gateway counts that,
     * and logs an error when it writes the count of what is gone.
     */
    private void revise(Trial trial, String id) {
        Api admin = trial.sight().admin();
        Map<String, Object> revision = revision(trial.sight());
        String object = "PUT " + path + "/{id}";
        Answer changed = trial.succeeds(Kind.WRITE_REFUSED, object, REVISED, admin.put(path + "/" + id, revision));
        if (changed.ok()) {
            JsonNode told = Settled.read(
                    "revision",
                    () -> byId(admin, id),
                    e -> revision.get("tags") instanceof List<?> tags
                            && e.path("tags").size() == tags.size());
            if (trial.holds(Kind.LOST_WRITE, object, REVISED, "there to be read", "not there", told.isObject())) {
                Written.created(trial, object, revision, told);
            }
        }
    }

    /** All that one of them is made of, in other words. */
    Map<String, Object> revision(Sight sight) {
        Map<String, Object> revision = new TreeMap<>(inner(another(sight, REVISED)));
        revision.put("description", "revised after the upgrade");
        revision.put("visibility", "private");
        revision.put("tags", List.of("upgrade", REVISED, "three"));
        return revision;
    }

    /** Most kinds are sent inside of what says whose they are. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> inner(Object body) {
        Map<String, Object> fields = (Map<String, Object>) body;
        return fields.values().stream()
                .filter(value -> value instanceof Map<?, ?> map && map.containsKey("name"))
                .map(value -> (Map<String, Object>) value)
                .findFirst()
                .orElse(fields);
    }

    private static boolean isChanged(JsonNode entity) {
        return CHANGED.equals(entity.path("description").asText());
    }

    private void delete(Trial trial, String which, String id) {
        Api admin = trial.sight().admin();
        String object = "DELETE " + path + "/{id}";
        Answer deleted = trial.succeeds(Kind.WRITE_REFUSED, object, which, admin.delete(path + "/" + id));
        if (deleted.ok()) {
            trial.holds(
                    Kind.LOST_WRITE,
                    object,
                    which,
                    "gone from its list",
                    "still there",
                    Settled.within("deletion", () -> byId(admin, id).isMissingNode()));
        }
    }
}
