package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;
import org.upgradeharness.witness.Witness;

/** Who sees what: a member of the team, somebody outside of it, and nobody in particular. */
final class Visibility implements Witness {
    /** What a role of one's own can let see on every release. */
    static final List<String> GRANTABLE = List.of("tools", "resources", "prompts", "servers");

    private static final List<String> PATHS =
            List.of("/tools", "/resources", "/prompts", "/servers", "/gateways", "/a2a");

    @Override
    public String feature() {
        return "visibility";
    }

    @Override
    public Map<String, Integer> leastRows() {
        return Map.of();
    }

    @Override
    public void seed(Seedbed bed) {
        // Nothing of its own: it looks at what the others seeded.
    }

    @Override
    public boolean seeds() {
        return false;
    }

    @Override
    public Map<String, JsonNode> observe(Sight sight) {
        Map<String, JsonNode> seen = new LinkedHashMap<>();
        for (String path : comparable(sight.bed())) {
            Set<String> all = names(Lists.wholeAnswer(sight, path));
            seen.put(
                    "alice (member of the team) at " + path,
                    among(all, sight.as("alice").get(path + "?limit=0")));
            seen.put("bob (in no team) at " + path, among(all, sight.as("bob").get(path + "?limit=0")));
            seen.put("nobody at " + path, among(all, sight.anonymous().get(path)));
        }
        return seen;
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
        Set<String> shown = names(answer);
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        all.forEach(name -> result.put(name, shown.contains(name) ? "shown" : "not shown"));
        return result;
    }

    private static Set<String> names(Answer answer) {
        Set<String> names = new TreeSet<>();
        answer.body().forEach(item -> {
            if (item.isObject()) {
                names.add(
                        item.has("originalName")
                                ? item.path("originalName").asText()
                                : item.path(item.has("uri") ? "uri" : "name").asText());
            }
        });
        return names;
    }

    @Override
    public void use(Trial trial) {
        Answer refused =
                trial.sight().as("bob").delete("/tools/" + trial.sight().bed().recall("tools.open"));
        trial.expect(
                Kind.VISIBILITY_CHANGED,
                "DELETE /tools/{id}",
                "by somebody outside of the team",
                "refused",
                refused,
                !refused.ok());
        String team = trial.sight().bed().recall("teams.main");
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
