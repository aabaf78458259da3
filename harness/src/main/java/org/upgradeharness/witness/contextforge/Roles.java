package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;
import org.upgradeharness.witness.Witness;

/** A role of the users' own and its grant; the built-in roles belong to the release and are compared as rows. */
final class Roles implements Witness {
    @Override
    public String feature() {
        return "roles";
    }

    @Override
    public Map<String, Integer> leastRows() {
        return Map.of("roles", 2, "user_roles", 2);
    }

    @Override
    public void seed(Seedbed bed) {
        String reader = create(bed, body("upgrade-reader"));
        bed.note("roles.reader", reader);
        grant(bed, "alice", Map.of("role_id", reader, "scope", "team", "scope_id", bed.recall("teams.main")));
        if (Ability.DEFAULT_ROLES.lackingIn(bed)) {
            letSee(bed);
        }
    }

    /** Without any role alice and bob would see nothing on the old release, and nothing could be compared. */
    private void letSee(Seedbed bed) {
        Map<String, Object> viewer = new HashMap<>(body("upgrade-viewer"));
        viewer.put("scope", "global");
        viewer.put(
                "permissions",
                Visibility.GRANTABLE.stream().map(f -> f + ".read").toList());
        String id = create(bed, viewer);
        grant(bed, "alice", Map.of("role_id", id, "scope", "global"));
        grant(bed, "bob", Map.of("role_id", id, "scope", "global"));
    }

    private String create(Seedbed bed, Map<String, Object> role) {
        String id = Seedbed.accepted(bed.admin().post("/rbac/roles", role), "creating role " + role.get("name"))
                .path("id")
                .asText();
        Settled.demand(
                "role " + role.get("name"),
                () -> bed.admin().get("/rbac/roles/" + id).ok());
        bed.made(feature(), id);
        return id;
    }

    private static void grant(Seedbed bed, String user, Map<String, String> grant) {
        String path = "/rbac/users/" + Users.email(user) + "/roles";
        Seedbed.accepted(bed.admin().post(path, grant), "granting a role to " + user);
        Settled.demand("the grant of a role to " + user, () -> isGranted(bed.admin(), path, grant.get("role_id")));
    }

    /**
     * A release may give everybody a role of its own: for the whole gateway one that lets them view, and in a team that they do not
     * own any but the one that administers it.
     *
     * @param names of all roles, by their ids
     */
    private static void onlyViews(Trial trial, String user, Map<String, String> names) {
        // All of them are the administrator's.
        List<String> teams = trial.sight().bed().made("teams");
        String path = "/rbac/users/" + Users.email(user) + "/roles";
        for (JsonNode grant : Lists.all(trial.sight().admin(), path, "roles")) {
            String name = names.getOrDefault(grant.path("role_id").asText(), "");
            boolean global = grant.path("scope").asText().equals("global");
            boolean foreign = teams.contains(grant.path("scope_id").asText());
            trial.holds(
                    Kind.VISIBILITY_CHANGED,
                    "GET /rbac/users/{email}/roles",
                    user,
                    "a role that views, or one of a team that does not administer somebody else's",
                    grant.toString(),
                    global ? name.endsWith("viewer") : !(foreign && name.endsWith("admin")));
        }
    }

    private static List<JsonNode> grants(Api admin) {
        return Lists.all(admin, "/rbac/users/" + Users.email("alice") + "/roles", "roles");
    }

    /** The team that the gateway made for somebody alone: the one in which he has a role, and which nobody seeded. */
    static Optional<String> ownTeam(Sight sight, String user) {
        List<String> seeded = sight.bed().made("teams");
        return Lists.all(sight.admin(), "/rbac/users/" + Users.email(user) + "/roles", "roles").stream()
                .filter(grant -> grant.path("scope").asText().equals("team"))
                .map(grant -> grant.path("scope_id").asText())
                .filter(team -> !seeded.contains(team))
                .findFirst();
    }

    private static Map<String, Object> body(String name) {
        return Map.of(
                "name",
                name,
                "description",
                "A role seeded before the upgrade",
                "scope",
                "team",
                "permissions",
                List.of("tools.read", "resources.read"));
    }

    @Override
    public Map<String, JsonNode> observe(Sight sight) {
        Map<String, JsonNode> seen = new LinkedHashMap<>();
        for (JsonNode role : Lists.all(sight.admin(), "/rbac/roles", "roles")) {
            if (!role.path("is_system_role").asBoolean()) {
                seen.put("role " + role.path("id").asText(), role);
            }
        }
        for (JsonNode grant : grants(sight.admin())) {
            seen.put("grant " + grant.path("id").asText(), grant);
        }
        return seen;
    }

    @Override
    public boolean keep(Trial trial, String generation) {
        trial.succeeds(
                Kind.WRITE_REFUSED,
                "POST /rbac/roles",
                generation,
                trial.sight().admin().post("/rbac/roles", body("upgrade-" + generation)));
        return true;
    }

    @Override
    public void use(Trial trial) {
        Map<String, String> names = new HashMap<>();
        for (JsonNode role : Lists.all(trial.sight().admin(), "/rbac/roles", "roles")) {
            names.put(role.path("id").asText(), role.path("name").asText());
        }
        Users.NAMES.forEach(user -> onlyViews(trial, user, names));
        useUnseeded(trial);
        grantAndRevoke(trial);
    }

    /** A role from before the upgrade is given to somebody, and taken away again. */
    private static void grantAndRevoke(Trial trial) {
        Seedbed bed = trial.sight().bed();
        Api admin = trial.sight().admin();
        String role = bed.recall("roles.reader");
        String team = bed.recall("teams.main");
        String path = "/rbac/users/" + Users.email("bob") + "/roles";
        trial.keeps(
                "POST /rbac/users/{email}/roles",
                Users.email("bob"),
                admin.post(path, Map.of("role_id", role, "scope", "team", "scope_id", team)),
                () -> Settled.within("granted role", () -> isGranted(admin, path, role)));
        trial.keeps(
                "DELETE /rbac/users/{email}/roles/{id}",
                Users.email("bob"),
                admin.delete(path + "/" + role + "?scope=team&scope_id=" + team),
                () -> Settled.within("revoked role", () -> !isGranted(admin, path, role)));
    }

    private static boolean isGranted(Api admin, String path, String role) {
        return Lists.all(admin, path, "roles").stream()
                .anyMatch(grant -> role.equals(grant.path("role_id").asText()));
    }

    @Override
    public boolean useUnseeded(Trial trial) {
        Api admin = trial.sight().admin();
        Map<String, Object> sent = body("upgrade-after");
        Answer made = trial.succeeds(Kind.WRITE_REFUSED, "POST /rbac/roles", "", admin.post("/rbac/roles", sent));
        String id = made.body().path("id").asText();
        Kept.toTheEnd(
                trial,
                "/rbac/roles",
                "/rbac/roles/{id}",
                "role",
                sent,
                made,
                Map.of("permissions", List.of("tools.read")),
                () -> Lists.all(admin, "/rbac/roles", "roles").stream()
                        .noneMatch(r -> id.equals(r.path("id").asText())));
        return true;
    }
}
