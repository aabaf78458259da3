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
    /** Where the gateway's own pages keep the token. */
    private static final String COOKIE = "jwt_token";

    /** Where the token of carol's invitation is kept. */
    static final String INVITATION = "teams.main.invitation";

    /** Members beside the administrator; one of them leads the team with him. */
    /** The name of the team in which most of the seed is, a private one. */
    static final String PRIVATE = "upgrade-test-team";

    private static final List<String> MEMBERS = List.of("alice", Users.LEAVING, Users.SECOND);

    @Override
    public String feature() {
        return "teams";
    }

    @Override
    public Map<String, Integer> leastRows() {
        return Map.of("email_teams", 2, "email_team_members", 2 + MEMBERS.size(), "email_team_invitations", 1);
    }

    @Override
    public void seed(Seedbed bed) {
        String main = create(bed, "main", PRIVATE, "private");
        String open = create(bed, "public", "upgrade-public-team", "public");
        // From here on the administrator is one who sees these teams; the first team is the one 0.9.0 lets create in.
        String admin = bed.recall("admin.email");
        bed.note("token.admin", ContextForgeSession.token(bed, admin, true, List.of(main, open)));
        Api own = bed.admin().as(admin, bed.recall("token.admin"));
        bed.admin(Ability.ANY_ID.lackingIn(bed) ? own.asBrowser(COOKIE) : own);
        Api api = bed.admin();
        if (Ability.TEAM_DETAILS.lackingIn(bed)) {
            addByForm(api, main);
        } else {
            addAndInvite(api, main, bed);
        }
        bed.note("token.alice", ContextForgeSession.token(bed, Users.email("alice"), false, List.of(main)));
        bed.note(
                "token." + Users.SECOND,
                ContextForgeSession.token(bed, Users.email(Users.SECOND), true, List.of(main)));
        bed.note("token.bob", ContextForgeSession.token(bed, Users.email("bob"), false, List.of()));
        bed.note("token.carol", ContextForgeSession.token(bed, Users.email("carol"), false, List.of()));
    }

    private static void addAndInvite(Api api, String team, Seedbed bed) {
        for (String member : MEMBERS) {
            Seedbed.accepted(
                    api.post("/teams/" + team + "/members", Map.of("email", Users.email(member), "role", role(member))),
                    "adding a member to a team");
        }
        Seedbed.accepted(
                api.post("/teams/" + team + "/invitations", Map.of("email", Users.email("carol"), "role", "member")),
                "inviting somebody to a team");
        // Whoever has its token is let in, once.
        Lists.all(api, "/teams/" + team + "/invitations", "invitations")
                .forEach(invitation -> bed.note(
                        INVITATION,
                        bed.secrets().register(invitation.path("token").asText())));
        Settled.demand(
                "member and invitation of the team",
                () -> has(byEmail(api, "/teams/" + team + "/members", "members", "user_email"))
                        && byEmail(api, "/teams/" + team + "/invitations", "invitations", "email")
                                .has(Users.email("carol")));
    }

    private static String role(String member) {
        return member.equals(Users.SECOND) ? "owner" : "member";
    }

    private static boolean has(JsonNode members) {
        return MEMBERS.stream().allMatch(member -> members.has(Users.email(member)));
    }

    private static void addByForm(Api api, String team) {
        for (String member : MEMBERS) {
            Seedbed.accepted(
                    api.submit(
                            "/admin/teams/" + team + "/add-member",
                            Map.of("user_email", Users.email(member), "role", role(member))),
                    "adding a member to a team by the administrator's form");
        }
        Settled.demand(
                "members of the team",
                () -> listed(api).stream()
                        .anyMatch(t -> team.equals(t.path("id").asText())
                                && t.path("member_count").asInt() == MEMBERS.size() + 1));
    }

    /**
     * The second administrator, who makes some of what is seeded: not everything belongs to the first. Where he is given no role, he
     * may make nothing, and the first makes it all.
     */
    static Api second(Seedbed bed) {
        return Ability.DEFAULT_ROLES.lackingIn(bed)
                ? bed.admin()
                : bed.admin().as(Users.email(Users.SECOND), bed.recall("token." + Users.SECOND));
    }

    /** The administrator with the public team as the first one: 0.9.0 lets create in the first team of a token alone. */
    static Api firstInPublic(Seedbed bed) {
        String admin = bed.recall("admin.email");
        List<String> teams = List.of(bed.recall("teams.public"), bed.recall("teams.main"));
        return bed.admin().as(admin, ContextForgeSession.token(bed, admin, true, teams));
    }

    private static List<JsonNode> listed(Api admin) {
        return Lists.all(admin, "/teams/?limit=100", "teams");
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
        Settled.demand(
                "team " + title,
                () -> listed(bed.admin()).stream()
                        .anyMatch(t -> id.equals(t.path("id").asText())));
        bed.note("teams." + name, id);
        bed.made(feature(), id);
        return id;
    }

    /** Personal teams are left out: some releases list them and some do not; their rows are compared all the same. */
    @Override
    public Map<String, JsonNode> observe(Sight sight) {
        Map<String, JsonNode> seen = new LinkedHashMap<>();
        for (JsonNode team : listed(sight.admin())) {
            if (!team.path("is_personal").asBoolean()) {
                if (!Ability.TEAM_DETAILS.lackingIn(sight.bed())) {
                    detail((ObjectNode) team, sight.admin());
                }
                seen.put(team.path("id").asText(), team);
            }
        }
        return seen;
    }

    private static void detail(ObjectNode team, Api admin) {
        String one = "/teams/" + team.path("id").asText();
        team.set("members", byEmail(admin, one + "/members", "members", "user_email"));
        team.set("invitations", byEmail(admin, one + "/invitations", "invitations", "email"));
    }

    private static ObjectNode byEmail(Api api, String path, String name, String key) {
        ObjectNode all = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        for (JsonNode item : Lists.all(api, path, name)) {
            all.set(item.path(key).asText(), item);
        }
        return all;
    }

    @Override
    public boolean keep(Trial trial, String generation) {
        trial.succeeds(
                Kind.WRITE_REFUSED,
                "POST /teams/",
                generation,
                trial.sight()
                        .admin()
                        .post("/teams/", Map.of("name", "upgrade-" + generation + "-team", "visibility", "private")));
        return true;
    }

    @Override
    public void use(Trial trial) {
        useUnseeded(trial);
        members(trial);
        if (!Ability.TEAM_DETAILS.lackingIn(trial.sight().bed())) {
            accept(trial);
            takeBack(trial);
        }
    }

    /** An invitation from before the upgrade lets in whom it was sent to. */
    private static void accept(Trial trial) {
        Api admin = trial.sight().admin();
        String one = "/teams/" + trial.sight().bed().recall("teams.main");
        String carol = Users.email("carol");
        JsonNode invitation =
                byEmail(admin, one + "/invitations", "invitations", "email").path(carol);
        String token = invitation.path("token").asText();
        // One that is not listed any more was told when the invitations were compared.
        if (!token.isEmpty()) {
            trial.givesUp(
                    "email_team_invitations", "id=" + invitation.path("id").asText());
            Answer accepted = trial.sight().as("carol").post("/teams/invitations/" + token + "/accept", Map.of());
            trial.keeps(
                    "POST /teams/invitations/{token}/accept",
                    carol,
                    accepted,
                    () -> Settled.within("invited member", () -> isMember(admin, one + "/members", carol)));
            if (accepted.ok()) {
                remove(trial, one + "/members", carol);
            }
        }
    }

    /** One who leads the team is another one than was made. */
    private static boolean isMember(Api admin, String members, String email) {
        return byEmail(admin, members, "members", "user_email")
                .path(email)
                .path("role")
                .asText()
                .equals("member");
    }

    @Override
    public boolean useUnseeded(Trial trial) {
        Api admin = trial.sight().admin();
        Map<String, Object> sent = Map.of("name", "upgrade-after-team", "visibility", "private");
        Answer made = trial.succeeds(Kind.WRITE_REFUSED, "POST /teams/", "", admin.post("/teams/", sent));
        String one = "/teams/" + made.body().path("id").asText();
        Kept.toTheEnd(
                trial,
                "/teams/",
                "/teams/{id}",
                "team",
                sent,
                made,
                Map.of("visibility", "public"),
                () -> !admin.get(one).ok());
        return true;
    }

    private static void members(Trial trial) {
        Api admin = trial.sight().admin();
        String members = "/teams/" + trial.sight().bed().recall("teams.main") + "/members";
        Answer there = trial.succeeds(Kind.NOT_SERVING, "GET /teams/{id}/members", "", admin.get(members));
        if (there.ok()) {
            trial.expect(
                    Kind.LOST_ROW,
                    "GET /teams/{id}/members",
                    Users.email("alice"),
                    "the member from before the upgrade",
                    there,
                    there.text().contains("\"" + Users.email("alice") + "\""));
        }
        String bob = Users.email("bob");
        trial.keeps(
                "POST /teams/{id}/members",
                bob,
                admin.post(members, Map.of("email", bob, "role", "member")),
                () -> Settled.within("new member", () -> isMember(admin, members, bob)));
        remove(trial, members, bob);
        leave(trial, members, bob);
    }

    /** Whoever leaves is a member no longer. Not every release lets somebody leave. */
    private static void leave(Trial trial, String members, String email) {
        Sight sight = trial.sight();
        Api admin = sight.admin();
        String team = sight.bed().recall("teams.main");
        admin.post(members, Map.of("email", email, "role", "member"));
        Settled.within("member who will leave", () -> isMember(admin, members, email));
        String token = ContextForgeSession.token(sight.bed(), email, false, List.of(team));
        Answer left = sight.anonymous().as("bob, a member", token).delete("/teams/" + team + "/leave");
        if (left.ok()) {
            trial.holds(
                    Kind.LOST_WRITE,
                    "DELETE /teams/{id}/leave",
                    email,
                    "a member no longer",
                    "still a member",
                    Settled.within(
                            "member who left",
                            () -> !byEmail(admin, members, "members", "user_email")
                                    .has(email)));
        }
        admin.delete(members + "/" + email);
    }

    /** An invitation that was taken back lets nobody in. */
    private static void takeBack(Trial trial) {
        Api admin = trial.sight().admin();
        String team = trial.sight().bed().recall("teams.main");
        String bob = Users.email("bob");
        Answer invited = trial.succeeds(
                Kind.WRITE_REFUSED,
                "POST /teams/{id}/invitations",
                bob,
                admin.post("/teams/" + team + "/invitations", Map.of("email", bob, "role", "member")));
        if (!invited.ok()) {
            return;
        }
        String token = trial.sight()
                .bed()
                .secrets()
                .register(invited.body().path("token").asText());
        Answer cancelled =
                admin.delete("/teams/invitations/" + invited.body().path("id").asText());
        if (cancelled.ok() && !token.isEmpty()) {
            trial.refuses(
                    "POST /teams/invitations/{token}/accept",
                    "an invitation that was taken back",
                    trial.sight().as("bob").post("/teams/invitations/" + token + "/accept", Map.of()));
            admin.delete("/teams/" + team + "/members/" + bob);
        }
    }

    private static void remove(Trial trial, String members, String email) {
        Api admin = trial.sight().admin();
        trial.keeps(
                "DELETE /teams/{id}/members/{email}",
                email,
                admin.delete(members + "/" + email),
                () -> Settled.within(
                        "member who was removed",
                        () -> !byEmail(admin, members, "members", "user_email").has(email)));
    }
}
