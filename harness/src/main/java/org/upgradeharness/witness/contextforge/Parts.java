package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;

/**
 * Lists that are asked for a part: by a tag, a visibility, a team, and without what is switched off. What must be told stands in
 * the whole list; a part that the old release does not tell rightly is no promise.
 */
final class Parts extends Onlooker {
    private static final String OF_TEAM = "team_id=";
    private static final String ANSWER = "answer";
    private static final String RIGHT = "what was asked for, and nothing else";

    @Override
    public String feature() {
        return "parts";
    }

    @Override
    public boolean uses() {
        return false;
    }

    /** What the old release does not tell rightly is no promise. */
    @Override
    public Map<String, JsonNode> promises(Sight old) {
        Map<String, JsonNode> seen = observe(old);
        seen.values().stream()
                .filter(told -> !RIGHT.equals(told.path(ANSWER).asText()))
                .forEach(told -> ((ObjectNode) told).remove(ANSWER));
        return seen;
    }

    @Override
    public Map<String, JsonNode> observe(Sight sight) {
        Map<String, JsonNode> seen = new LinkedHashMap<>();
        String team = sight.bed().recall("teams.public");
        for (String path : Visibility.PATHS) {
            List<JsonNode> whole = Lists.whole(sight, path, path.substring(1));
            parts(sight.bed()).forEach((part, belongs) -> {
                String asked = path + "?" + part;
                seen.put(
                        "GET " + asked.replace(team, "{team}"),
                        JsonNodeFactory.instance.objectNode().put(ANSWER, told(sight, path, part, whole, belongs)));
            });
        }
        return seen;
    }

    private static Map<String, Predicate<JsonNode>> parts(Seedbed bed) {
        Map<String, Predicate<JsonNode>> parts = new LinkedHashMap<>();
        String team = bed.recall("teams.public");
        parts.put("", entity -> true);
        parts.put("tags=upgrade", entity -> tagged(entity, "upgrade"));
        parts.put("tags=nothing-has-this-tag", entity -> false);
        parts.put(
                "visibility=private",
                entity -> "private".equals(entity.path("visibility").asText()));
        parts.put(OF_TEAM + team, entity -> team.equals(entity.path("teamId").asText()));
        return parts;
    }

    private static boolean tagged(JsonNode entity, String tag) {
        for (JsonNode one : entity.path("tags")) {
            if (tag.equals(one.isObject() ? one.path("id").asText() : one.asText())) {
                return true;
            }
        }
        return false;
    }

    private static String told(
            Sight sight, String path, String part, List<JsonNode> whole, Predicate<JsonNode> belongs) {
        Answer answer = sight.admin().get(path + "?" + part);
        if (!answer.ok()) {
            return "answered with " + answer.status();
        }
        Set<String> wrong = wrong(part, whole, belongs, answer);
        if (!wrong.isEmpty()) {
            // Somebody may write meanwhile: what was not the same before and after is judged by neither.
            wrong.retainAll(wrong(part, Lists.whole(sight, path, path.substring(1)), belongs, answer));
        }
        return wrong.isEmpty() ? RIGHT : "wrong about " + wrong;
    }

    /** What is missing of the answer, and what is in it and should not be. */
    private static Set<String> wrong(String part, List<JsonNode> whole, Predicate<JsonNode> belongs, Answer answer) {
        Set<String> missing = new TreeSet<>();
        whole.stream()
                .filter(e -> e.path("enabled").asBoolean(e.path("isActive").asBoolean()) && belongs.test(e))
                .forEach(e -> missing.add(Visibility.name(e)));
        Set<String> more = new TreeSet<>(Visibility.names(answer));
        if (part.startsWith(OF_TEAM)) {
            // Some releases understand by what is of a team all that the team sees.
            whole.stream()
                    .filter(e -> !missing.contains(Visibility.name(e))
                            && "public".equals(e.path("visibility").asText()))
                    .forEach(e -> more.remove(Visibility.name(e)));
        }
        List<String> both = more.stream().filter(missing::contains).toList();
        missing.removeAll(both);
        more.removeAll(both);
        missing.addAll(more);
        return missing;
    }

    @Override
    public void use(Trial trial) {
        // Asking is observing here.
    }

    @Override
    public Kind changeMeans() {
        return Kind.ENDPOINT_WORSE;
    }
}
