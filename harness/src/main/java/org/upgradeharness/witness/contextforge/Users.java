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

/** People with passwords: a member of a team, somebody in no team, somebody only invited. */
final class Users implements Witness {
    static final List<String> NAMES = List.of("alice", "bob", "carol");
    private static final String PATH = "/auth/email/admin/users";

    @Override
    public String feature() {
        return "users";
    }

    @Override
    public Map<String, Integer> leastRows() {
        return Map.of("email_users", 4);
    }

    static String email(String name) {
        return name + "@example.com";
    }

    @Override
    public void seed(Seedbed bed) {
        for (String name : NAMES) {
            String password = bed.secrets().fresh(28);
            Seedbed.accepted(bed.admin().post(PATH, body(email(name), password)), "creating user " + name);
            bed.note("password." + name, password);
            bed.made(feature(), email(name));
        }
    }

    private static Map<String, String> body(String email, String password) {
        return Map.of("email", email, "password", password, "full_name", "Upgrade " + email.replaceAll("@.*", ""));
    }

    @Override
    public Map<String, JsonNode> observe(Sight sight) {
        Map<String, JsonNode> seen = new LinkedHashMap<>();
        for (JsonNode user : Lists.all(sight.admin(), PATH + "?limit=100", "users")) {
            seen.put(user.path("email").asText(), user);
        }
        return seen;
    }

    @Override
    public void use(Trial trial) {
        Api admin = trial.sight().admin();
        String email = email("after");
        Answer made = trial.succeeds(
                Kind.WRITE_REFUSED,
                "POST " + PATH,
                email,
                admin.post(PATH, body(email, trial.sight().bed().secrets().fresh(28))));
        if (made.ok()) {
            trial.succeeds(
                    Kind.WRITE_REFUSED,
                    "PUT " + PATH + "/{email}",
                    email,
                    admin.put(PATH + "/" + email, Map.of("full_name", "Changed After")));
            trial.succeeds(Kind.WRITE_REFUSED, "DELETE " + PATH + "/{email}", email, admin.delete(PATH + "/" + email));
        }
    }
}
