package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
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
        JsonNode role = Seedbed.accepted(bed.admin().post("/rbac/roles", body("upgrade-reader")), "creating a role");
        String id = role.path("id").asText();
        Settled.demand(
                "the new role", () -> bed.admin().get("/rbac/roles/" + id).ok());
        bed.note("roles.reader", id);
        bed.made(feature(), id);
        Seedbed.accepted(
                bed.admin()
                        .post(
                                "/rbac/users/" + Users.email("alice") + "/roles",
                                Map.of("role_id", id, "scope", "team", "scope_id", bed.recall("teams.main"))),
                "granting a role");
        Settled.demand(
                "the grant of a role",
                () -> grants(bed.admin()).stream()
                        .anyMatch(g -> id.equals(g.path("role_id").asText())));
    }

    private static List<JsonNode> grants(Api admin) {
        return Lists.all(admin, "/rbac/users/" + Users.email("alice") + "/roles", "roles");
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
    public void use(Trial trial) {
        Api admin = trial.sight().admin();
        Answer made = trial.succeeds(
                Kind.WRITE_REFUSED, "POST /rbac/roles", "", admin.post("/rbac/roles", body("upgrade-after")));
        String one = "/rbac/roles/" + made.body().path("id").asText();
        if (made.ok()
                && trial.holds(
                        Kind.LOST_WRITE,
                        "POST /rbac/roles",
                        "",
                        "the new role",
                        "not there",
                        Settled.within("new role", () -> admin.get(one).ok()))) {
            trial.succeeds(
                    Kind.WRITE_REFUSED, "PUT /rbac/roles/{id}", "", admin.put(one, Map.of("description", "changed")));
            trial.succeeds(Kind.WRITE_REFUSED, "DELETE /rbac/roles/{id}", "", admin.delete(one));
        }
    }
}
