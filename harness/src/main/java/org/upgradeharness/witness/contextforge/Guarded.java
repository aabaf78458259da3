package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.witness.Trial;

/**
 * Who may look and no more writes nothing: bob, who is in no team and has the roles that everybody has, and alice, where something
 * belongs to somebody else of her team.
 */
record Guarded(Catalogued kind, Trial trial) {
    private static final String VIEWER = "by bob, who may only view";
    private static final String MATE = "by alice, whose team-mate owns it";

    /** Tries to change, switch, delete and make what is not theirs. */
    void refusedToOthers(String team) {
        String alice = Users.email("alice");
        List<JsonNode> listed = kind.whole(trial.sight());
        first(listed, entity -> entity.path("visibility").asText().equals("public"))
                .ifPresent(entity -> refusedAt(entity, "bob", VIEWER));
        first(listed, entity -> {
                    boolean teams = entity.path("visibility").asText().equals("team");
                    boolean others = !entity.path("ownerEmail").asText(alice).equals(alice);
                    return teams && others && entity.path("teamId").asText().equals(team);
                })
                .ifPresent(entity -> refusedAt(entity, "alice", MATE));
        Object one = kind.another(trial.sight(), "of-bob");
        trial.refuses("POST " + kind.path(), VIEWER, trial.sight().as("bob").post(kind.path(), one));
    }

    private static Optional<JsonNode> first(List<JsonNode> listed, Predicate<JsonNode> which) {
        return listed.stream().filter(which).findFirst();
    }

    private void refusedAt(JsonNode entity, String user, String whose) {
        Api api = trial.sight().as(user);
        String id = entity.path("id").asText();
        String each = kind.path() + "/{id}";
        String one = kind.path() + "/" + id;
        boolean unchanged =
                trial.refuses("PUT " + each, whose, api.put(one, Map.of("description", "changed by " + user)));
        boolean unswitched =
                trial.refuses("POST " + each + "/state", whose, kind.switchTo(Catalogued.isOn(entity), api, id));
        if (unchanged && unswitched) {
            // What is destroyed besides would only be told at length.
            trial.refuses("DELETE " + each, whose, api.delete(one));
        }
    }
}
