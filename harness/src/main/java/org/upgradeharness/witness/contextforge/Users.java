package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;
import org.upgradeharness.witness.Witness;

/**
 * People with passwords: a member of a team, somebody in no team, somebody only invited, a member who will leave, one who is barred, and a
 * second administrator, to whom things belong as well.
 */
final class Users implements Witness {
    static final List<String> NAMES = List.of("alice", "bob", "carol");
    static final String LEAVING = "dora";
    static final String BARRED = "erin";
    static final String SECOND = "frida";
    private static final String PATH = "/auth/email/admin/users";
    private static final String LIST = PATH + "?limit=100";
    private static final String CHANGED = "Changed After";
    private static final Map<String, Object> BAR = Map.of("is_active", false);

    @Override
    public String feature() {
        return "users";
    }

    @Override
    public Map<String, Integer> leastRows() {
        return Map.of("email_users", NAMES.size() + 4);
    }

    static String email(String name) {
        return name + "@example.com";
    }

    @Override
    public void seed(Seedbed bed) {
        NAMES.forEach(name -> seed(bed, name));
        seed(bed, LEAVING);
        seed(bed, BARRED);
        seed(bed, SECOND);
        bed.note("token." + BARRED, ContextForgeSession.token(bed, email(BARRED), false, List.of()));
        bar(bed);
    }

    private static void bar(Seedbed bed) {
        String email = email(BARRED);
        Seedbed.accepted(
                Ability.BARRING.lackingIn(bed)
                        ? bed.admin().submit("/admin/users/" + email + "/deactivate", Map.of())
                        : bed.admin().put(PATH + "/" + email, BAR),
                "barring a user");
        Settled.demand("barred user", () -> listed(bed.admin(), u -> isBarred(u, email)));
    }

    private static boolean isBarred(JsonNode user, String email) {
        return email.equals(user.path("email").asText())
                && !user.path("is_active").asBoolean(true);
    }

    private void seed(Seedbed bed, String name) {
        String password = bed.secrets().fresh(28);
        Map<String, Object> user = new HashMap<>(body(email(name), password));
        user.put("is_admin", name.equals(SECOND));
        Seedbed.accepted(bed.admin().post(PATH, user), "creating user " + name);
        Settled.demand("user " + name + " in the list", () -> listed(bed.admin(), email(name)));
        bed.note("password." + name, password);
        bed.made(feature(), email(name));
    }

    private static boolean listed(Api admin, String email) {
        return listed(admin, u -> email.equals(u.path("email").asText()));
    }

    private static JsonNode told(Api admin, String email) {
        return Lists.all(admin, LIST, "users").stream()
                .filter(u -> email.equals(u.path("email").asText()))
                .findFirst()
                .orElseGet(MissingNode::getInstance);
    }

    private static boolean listed(Api admin, Predicate<JsonNode> user) {
        return Lists.all(admin, LIST, "users").stream().anyMatch(user);
    }

    private static Map<String, String> body(String email, String password) {
        return Map.of("email", email, "password", password, "full_name", "Upgrade " + email.replaceAll("@.*", ""));
    }

    @Override
    public Map<String, JsonNode> observe(Sight sight) {
        Map<String, JsonNode> seen = new LinkedHashMap<>();
        for (JsonNode user : Lists.all(sight.admin(), LIST, "users")) {
            seen.put(user.path("email").asText(), user);
        }
        return seen;
    }

    @Override
    public boolean useUnseeded(Trial trial) {
        Api admin = trial.sight().admin();
        String email = email("after");
        String password = trial.sight().bed().secrets().fresh(28);
        Map<String, Object> sent = new HashMap<>(body(email, password));
        sent.put("is_admin", false);
        Answer made = trial.succeeds(Kind.WRITE_REFUSED, "POST " + PATH, email, admin.post(PATH, sent));
        if (made.ok()
                && trial.holds(
                        Kind.LOST_WRITE,
                        "POST " + PATH,
                        email,
                        "the new user in the list",
                        "not there",
                        Settled.within("new user", () -> listed(admin, email)))) {
            Written.created(trial, "POST " + PATH, sent, told(admin, email));
            comeInAndBeBarred(trial, email, password);
            changeAndDelete(trial, email);
        }
        return true;
    }

    @Override
    public boolean keep(Trial trial, String generation) {
        String email = email(generation);
        trial.succeeds(
                Kind.WRITE_REFUSED,
                "POST " + PATH,
                email,
                trial.sight()
                        .admin()
                        .post(PATH, body(email, trial.sight().bed().secrets().fresh(28))));
        return true;
    }

    @Override
    public void use(Trial trial) {
        useUnseeded(trial);
        // Who was there before may leave, too; one that is not listed any more was told when the list was compared.
        String leaving = email(LEAVING);
        if (listed(trial.sight().admin(), leaving)) {
            trial.givesUp("email_users", "email=" + leaving);
            changeAndDelete(trial, leaving);
        }
        staysInOffice(trial, email(SECOND));
    }

    /** A change of an administrator's name leaves him what he is. */
    private static void staysInOffice(Trial trial, String email) {
        Api admin = trial.sight().admin();
        JsonNode before = told(admin, email);
        if (before.path("is_admin").asBoolean()) {
            trial.touches("email_users", "email=" + email);
            String name = before.path("full_name").asText();
            trial.keeps(
                    "PUT " + PATH + "/{email}",
                    "an administrator, by his name alone",
                    admin.put(PATH + "/" + email, Map.of("full_name", name)),
                    () -> Settled.within(
                            "administrator",
                            () -> told(admin, email).path("is_admin").asBoolean()));
        }
    }

    private static void comeInAndBeBarred(Trial trial, String email, String password) {
        Sight sight = trial.sight();
        trial.holds(
                Kind.SECRET_UNREADABLE,
                Credentials.LOGIN,
                email,
                "accepted",
                "refused",
                Credentials.accepted(Credentials.login(sight, email, password)));
        String token = ContextForgeSession.token(sight.bed(), email, false, List.of());
        trial.succeeds(
                Kind.NOT_SERVING,
                "GET /tools",
                "somebody new",
                sight.anonymous().as("somebody new", token).get("/tools?limit=1"));
        String reset = sight.bed().secrets().fresh(28);
        trial.keeps(
                "PUT " + PATH + "/{email}",
                email + ", with another password",
                sight.admin().put(PATH + "/" + email, Map.of("password", reset)),
                () -> Settled.within(
                                "password that was reset",
                                () -> Credentials.accepted(Credentials.login(sight, email, reset)))
                        && !Credentials.accepted(Credentials.login(sight, email, password)));
        trial.keeps(
                "PUT " + PATH + "/{email}",
                email + ", barred",
                sight.admin().put(PATH + "/" + email, BAR),
                () -> Settled.within(
                        "barred user", () -> !Credentials.accepted(Credentials.login(sight, email, reset))));
    }

    private static void changeAndDelete(Trial trial, String email) {
        Api admin = trial.sight().admin();
        trial.keeps(
                "PUT " + PATH + "/{email}",
                email,
                admin.put(PATH + "/" + email, Map.of("full_name", CHANGED)),
                () -> Settled.within(
                        "changed user",
                        () -> listed(
                                admin,
                                u -> CHANGED.equals(u.path("full_name").asText())
                                        && email.equals(u.path("email").asText()))));
        trial.keeps(
                "DELETE " + PATH + "/{email}",
                email,
                admin.delete(PATH + "/" + email),
                () -> Settled.within("deleted user", () -> !listed(admin, email)));
    }
}
