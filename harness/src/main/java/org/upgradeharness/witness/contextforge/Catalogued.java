package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
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
    /** What an entity is called that is made to be deleted again. */
    static final String AFTER = "after";
    /** What one is called that was made of it by changing all that may be changed. */
    static final String REVISED = "revised";

    /** One from before the upgrade that may be given up when the new release is used: nobody calls what is switched off. */
    private static final String SPARE = ": spare";

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

    final String listName() {
        return listName;
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

    static boolean isOff(JsonNode entity) {
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
        new CatalogueUse(this, trial).itsOwn();
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

    /** The body that creates one of somebody's own, in the team in which nobody else is. */
    Map<String, Object> own(Sight sight, String name, String team) {
        Map<String, Object> body = fields(another(sight, name));
        body.put("team_id", team);
        body.put("visibility", "private");
        body.replaceAll((field, value) ->
                value instanceof Map<?, ?> map && map.containsKey("name") ? own(fields(map)) : value);
        return body;
    }

    private static Map<String, Object> own(Map<String, Object> entity) {
        entity.put("visibility", "private");
        return entity;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> fields(Object body) {
        return new TreeMap<>((Map<String, Object>) body);
    }

    /** All kinds of catalogue entities, in the order in which they need each other. */
    static List<Catalogued> all() {
        return List.of(new Tools(), new Resources(), new Prompts(), new Servers(), new Peers(), new Agents());
    }

    @Override
    public void use(Trial trial) {
        CatalogueUse use = new CatalogueUse(this, trial);
        List<JsonNode> listed = use.itsOwn();
        Seedbed bed = trial.sight().bed();
        use.changeAndDelete(bed.recall(feature + SPARE), listed);
        use.changeAndChangeBack(laden(), listed);
    }

    /** One from before the upgrade; what is not listed any more was told when the lists were compared. */
    final Optional<JsonNode> seeded(Seedbed bed, String name, List<JsonNode> listed) {
        String called = bed.recall(called(name));
        return listed.stream()
                .filter(entity -> called.equals(Visibility.name(entity)))
                .findFirst();
    }

    /** Its id in the store of the old release. */
    final String seededId(Seedbed bed, String name) {
        return bed.recall(feature + "." + name);
    }

    /** Looks at what the release makes beside a new entity. */
    void bringsAlong(Trial trial, String id, List<JsonNode> others) {}

    /** The tools that came with an entity, and go with it. */
    Stream<JsonNode> tools(Sight sight, String id) {
        return Stream.empty();
    }

    /**
     * Looks at what came with an entity, once it was changed, switched off, and on again.
     *
     * @param tools the ids of its tools as they were before it was switched off
     */
    void standsAsBefore(Trial trial, String id, List<String> tools) {}

    /** Changes what only this kind has, of one from before the upgrade, and changes it back. */
    void changeMore(Trial trial, String id) {}

    /** Gives up what goes with an entity and no foreign key tells of. */
    void givesUpWith(Trial trial, JsonNode entity) {}

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
}
