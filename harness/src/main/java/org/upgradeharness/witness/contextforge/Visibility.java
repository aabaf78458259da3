package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;

/** Who sees what: a member of the team, somebody outside of it, and nobody in particular. */
final class Visibility extends Onlooker {
    /** What a role of one's own can let see on every release. */
    static final List<String> GRANTABLE = List.of("tools", "resources", "prompts", "servers");

    static final String SHOWN = "shown";
    private static final String NOT_SHOWN = "not shown";
    static final String NOBODY = "nobody";
    private static final String BETWEEN = "\u0000";
    static final List<String> ASKING = List.of("alice", "bob", NOBODY);
    static final Map<String, String> WHO =
            Map.of("alice", "alice (member of the team)", "bob", "bob (in no team)", NOBODY, NOBODY);
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 404);

    static final List<String> PATHS = List.of("/tools", "/resources", "/prompts", "/servers", "/gateways", "/a2a");

    @Override
    public String feature() {
        return "visibility";
    }

    private static String noted(Place place) {
        return "by id " + place.path() + " " + place.user() + " " + place.name();
    }

    private static String standing(String path) {
        return "one of each sort " + path;
    }

    /** What the old release gives away by an id that it keeps out of the list, or fails to answer, is no promise. */
    @Override
    public Map<String, JsonNode> promises(Sight old) {
        return look(
                old,
                (path, list) -> {
                    Map<String, String> ids = oneOfEachSort(list);
                    old.bed().note(standing(path), String.join(BETWEEN, ids.keySet()));
                    return ids;
                },
                (place, found) -> {
                    boolean refused = found.equals(NOT_SHOWN);
                    if (!refused && !(found.equals(SHOWN) && place.listed())) {
                        old.bed().note(noted(place), found);
                    }
                });
    }

    @Override
    public Map<String, JsonNode> observe(Sight sight) {
        return look(sight, (path, list) -> representatives(sight.bed(), path, list), (place, found) -> {});
    }

    /** Somebody who asks for an entity by its id, and whether he has it in his list. */
    private record Place(String path, String user, String name, boolean listed) {}

    private static Map<String, JsonNode> look(
            Sight sight, BiFunction<String, Answer, Map<String, String>> asked, BiConsumer<Place, String> each) {
        Map<String, JsonNode> seen = new LinkedHashMap<>();
        for (String path : comparable(sight.bed())) {
            Answer whole = Lists.wholeAnswer(sight, path);
            Set<String> all = names(whole);
            Map<String, String> ids = asked.apply(path, whole);
            for (String user : ASKING) {
                Api api = asking(sight, user);
                Answer list = api.get(user.equals(NOBODY) ? path : path + "?limit=0");
                seen.put(WHO.get(user) + " at " + path, among(all, list));
                Set<String> listed = names(list);
                ObjectNode answers = oneByOne(api, path, ids);
                ids.keySet().forEach(name -> {
                    Place place = new Place(path, user, name, listed.contains(name));
                    each.accept(place, answers.path(name).asText());
                    if (sight.bed().has(noted(place))) {
                        answers.remove(name);
                    }
                });
                seen.put(user + " at " + path + "/{id}", answers);
            }
        }
        return seen;
    }

    /** The API as somebody asks, or nobody in particular. */
    static Api asking(Sight sight, String user) {
        return user.equals(NOBODY) ? sight.anonymous() : sight.as(user);
    }

    private static List<String> comparable(Seedbed bed) {
        return Ability.DEFAULT_ROLES.lackingIn(bed)
                ? GRANTABLE.stream().map(feature -> "/" + feature).toList()
                : PATHS;
    }

    /** Of everything there is, what is shown and what is not: so that both losing sight and gaining it is a difference. */
    private static JsonNode among(Set<String> all, Answer answer) {
        if (!answer.ok()) {
            return TextNode.valueOf(answer.status() == 0 ? "no answer" : "refused with " + answer.status());
        }
        return among(all, names(answer));
    }

    static ObjectNode among(Set<String> all, Set<String> shown) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        all.forEach(name -> result.put(name, shown.contains(name) ? SHOWN : NOT_SHOWN));
        return result;
    }

    /** Ids by names, one for each visibility and team: who may see one of them may see its like. A name that two have stands for neither. */
    private static Map<String, String> oneOfEachSort(Answer list) {
        Map<String, JsonNode> byName = new TreeMap<>();
        Set<String> twice = new TreeSet<>();
        list.body().forEach(item -> {
            if (byName.putIfAbsent(name(item), item) != null) {
                twice.add(name(item));
            }
        });
        byName.keySet().removeAll(twice);
        Set<String> sorts = new TreeSet<>();
        byName.values().removeIf(item -> !sorts.add(sort(item)));
        Map<String, String> ids = new TreeMap<>();
        byName.forEach((name, item) -> ids.put(name, item.path("id").asText()));
        return ids;
    }

    /** Those that stood for theirs on the old release stay it, whatever others write meanwhile. */
    private static Map<String, String> representatives(Seedbed bed, String path, Answer list) {
        Set<String> names = Set.of(bed.recall(standing(path)).split(BETWEEN));
        Map<String, String> ids = new TreeMap<>();
        list.body().forEach(item -> {
            if (names.contains(name(item))) {
                ids.put(name(item), item.path("id").asText());
            }
        });
        return ids;
    }

    private static String sort(JsonNode item) {
        return item.path("visibility").asText() + " " + item.path("teamId").asText() + " "
                + item.path("enabled").asBoolean(item.path("isActive").asBoolean());
    }

    /** What is not in somebody's list must not be had by its id either. */
    private static ObjectNode oneByOne(Api api, String path, Map<String, String> ids) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ids.forEach((name, id) -> {
            int status = api.get(path + "/" + id).status();
            // Other refusals speak of the request: what it lacks is told to those alone who may ask.
            result.put(
                    name,
                    REFUSALS.contains(status)
                            ? NOT_SHOWN
                            : status == 0 || status / 100 == 5 ? "answered with " + status : SHOWN);
        });
        return result;
    }

    static Set<String> names(Answer answer) {
        Set<String> names = new TreeSet<>();
        answer.body().forEach(item -> {
            if (item.isObject()) {
                names.add(name(item));
            }
        });
        return names;
    }

    static String name(JsonNode item) {
        return item.has("originalName")
                ? item.path("originalName").asText()
                : item.path(item.has("uri") ? "uri" : "name").asText();
    }

    @Override
    public void use(Trial trial) {
        String team = trial.sight().bed().recall("teams.main");
        for (Catalogued kind : Catalogued.all()) {
            new Guarded(kind, trial).refusedToOthers(team);
        }
        for (String path : comparable(trial.sight().bed())) {
            onlyTheirs(trial, "alice", Set.of(team), path);
            onlyTheirs(trial, "bob", Set.of(), path);
        }
        for (String path : PATHS) {
            onlyTheirs(trial, "carol", Set.of(), path);
        }
    }

    /** The rule itself, whatever the old release showed: public rows, and the rows of one's teams. */
    private static void onlyTheirs(Trial trial, String user, Set<String> teams, String path) {
        Answer answer = trial.succeeds(
                Kind.VISIBILITY_CHANGED,
                "GET " + path,
                "by " + user,
                trial.sight().as(user).get(path + "?limit=0"));
        if (!answer.ok()) {
            return;
        }
        answer.body().forEach(item -> {
            String visibility = item.path("visibility").asText();
            boolean theirs = visibility.equals("team")
                    && teams.contains(item.path("teamId").asText());
            trial.holds(
                    Kind.VISIBILITY_CHANGED,
                    "GET " + path,
                    user + " sees " + item.path("name").asText(),
                    "not shown",
                    "shown, and it is " + visibility,
                    visibility.equals("public") || theirs);
        });
    }

    @Override
    public Kind changeMeans() {
        return Kind.VISIBILITY_CHANGED;
    }
}
