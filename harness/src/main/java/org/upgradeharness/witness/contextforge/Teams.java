package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;
import org.upgradeharness.witness.Witness;

/** Teams with members and an open invitation; afterwards everybody has a token that carries the teams. */
final class Teams implements Witness {
    @Override
    public String feature() {
        return "teams";
    }

    @Override
    public Map<String, Integer> leastRows() {
        return Map.of("email_teams", 2, "email_team_members", 3, "email_team_invitations", 1);
    }

    @Override
    public void seed(Seedbed bed) {
        String main = create(bed, "main", "upgrade-test-team", "private");
        String open = create(bed, "public", "upgrade-public-team", "public");
        // From here on the administrator is one who sees these teams; the first team is the one 0.9.0 lets create in.
        String admin = bed.recall("admin.email");
        bed.note("token.admin", ContextForgeSession.token(bed, admin, true, List.of(main, open)));
        bed.admin(bed.admin().as(admin, bed.recall("token.admin")));
        Api api = bed.admin();
        Seedbed.accepted(
                api.post("/teams/" + main + "/members", Map.of("email", Users.email("alice"), "role", "member")),
                "adding a member to a team");
        Seedbed.accepted(
                api.post("/teams/" + main + "/invitations", Map.of("email", Users.email("carol"), "role", "member")),
                "inviting somebody to a team");
        Settled.demand(
                "member and invitation of the team",
                () -> byEmail(api, "/teams/" + main + "/members", "members", "user_email")
                                .has(Users.email("alice"))
                        && byEmail(api, "/teams/" + main + "/invitations", "invitations", "email")
                                .has(Users.email("carol")));
        bed.note("token.alice", ContextForgeSession.token(bed, Users.email("alice"), false, List.of(main)));
        bed.note("token.bob", ContextForgeSession.token(bed, Users.email("bob"), false, List.of()));
    }

    private String create(Seedbed bed, String name, String title, String visibility) {
        JsonNode team = Seedbed.accepted(
                bed.admin()
                        .post(
                                "/teams/",
                                Map.of(
                                        "name",
                                        title,
                                        "description",
                                        "A team seeded before the upgrade",
                                        "visibility",
                                        visibility)),
                "creating team " + title);
        String id = team.path("id").asText();
        Settled.demand("team " + title, () -> bed.admin().get("/teams/" + id).ok());
        bed.note("teams." + name, id);
        bed.made(feature(), id);
        return id;
    }

    /** Personal teams are left out: some releases list them and some do not; their rows are compared all the same. */
    @Override
    public Map<String, JsonNode> observe(Sight sight) {
        Map<String, JsonNode> seen = new LinkedHashMap<>();
        for (JsonNode team : Lists.all(sight.admin(), "/teams/?limit=100", "teams")) {
            if (!team.path("is_personal").asBoolean()) {
                String id = team.path("id").asText();
                ObjectNode whole = (ObjectNode) team;
                whole.set("members", byEmail(sight.admin(), "/teams/" + id + "/members", "members", "user_email"));
                whole.set(
                        "invitations", byEmail(sight.admin(), "/teams/" + id + "/invitations", "invitations", "email"));
                seen.put(id, whole);
            }
        }
        return seen;
    }

    private static ObjectNode byEmail(Api api, String path, String name, String key) {
        ObjectNode all = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        for (JsonNode item : Lists.all(api, path, name)) {
            all.set(item.path(key).asText(), item);
        }
        return all;
    }

    @Override
    public void use(Trial trial) {
        Api admin = trial.sight().admin();
        Answer made = trial.succeeds(
                Kind.WRITE_REFUSED,
                "POST /teams/",
                "",
                admin.post("/teams/", Map.of("name", "upgrade-after-team", "visibility", "private")));
        String one = "/teams/" + made.body().path("id").asText();
        if (made.ok()
                && trial.holds(
                        Kind.LOST_WRITE,
                        "POST /teams/",
                        "",
                        "the new team",
                        "not there",
                        Settled.within("new team", () -> admin.get(one).ok()))) {
            trial.succeeds(Kind.WRITE_REFUSED, "PUT /teams/{id}", "", admin.put(one, Map.of("description", "changed")));
            trial.succeeds(Kind.WRITE_REFUSED, "DELETE /teams/{id}", "", admin.delete(one));
        }
        String members = "/teams/" + trial.sight().bed().recall("teams.main") + "/members";
        trial.succeeds(
                Kind.WRITE_REFUSED,
                "POST /teams/{id}/members",
                Users.email("bob"),
                admin.post(members, Map.of("email", Users.email("bob"), "role", "member")));
    }
}
