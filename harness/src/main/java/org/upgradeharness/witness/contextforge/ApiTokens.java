package org.upgradeharness.witness.contextforge;

import com.auth0.jwt.JWT;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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

/** API tokens: one in use, one of a team, one that may only read tools, one revoked. */
final class ApiTokens implements Witness {
    @Override
    public String feature() {
        return "tokens";
    }

    @Override
    public Map<String, Integer> leastRows() {
        return Map.of("email_api_tokens", 4, "token_revocations", 1);
    }

    @Override
    public void seed(Seedbed bed) {
        create(bed, "live", Map.of("name", "upgrade-live", "description", "in use", "expires_in_days", 30));
        create(
                bed,
                "team",
                Map.of(
                        "name",
                        "upgrade-team",
                        "description",
                        "of a team",
                        "expires_in_days",
                        30,
                        "team_id",
                        bed.recall("teams.main")));
        create(bed, "scoped", scoped("upgrade-scoped"));
        String revoked = create(bed, "revoked", Map.of("name", "upgrade-revoked", "expires_in_days", 30));
        Seedbed.accepted(bed.admin().delete("/tokens/" + revoked), "revoking a token");
        Settled.demand("revocation of a token", () -> revoked(bed));
    }

    private static boolean revoked(Seedbed bed) {
        if (Ability.TOKEN_REVOCATION.lackingIn(bed)) {
            return listed(bed.admin()).stream()
                    .anyMatch(t -> t.path("is_revoked").asBoolean());
        }
        return bed.admin()
                        .as("revoked token", bed.recall("api-token.revoked"))
                        .get("/tools?limit=1")
                        .status()
                == 401;
    }

    private static List<JsonNode> listed(Api admin) {
        return Lists.all(admin, "/tokens?limit=100&include_inactive=true", "tokens");
    }

    private String create(Seedbed bed, String name, Map<String, Object> body) {
        JsonNode made = Seedbed.accepted(bed.admin().post("/tokens", body), "creating token " + name);
        String id = made.path("token").path("id").asText();
        bed.note(
                "api-token." + name,
                bed.secrets().register(made.path("access_token").asText()));
        bed.note("api-token-id." + name, id);
        bed.made(feature(), id);
        Settled.demand("token " + name, () -> bed.admin().get("/tokens/" + id).ok());
        return id;
    }

    @Override
    public Map<String, JsonNode> observe(Sight sight) {
        Map<String, JsonNode> seen = new LinkedHashMap<>();
        for (JsonNode token : listed(sight.admin())) {
            seen.put(token.path("id").asText(), token);
        }
        return seen;
    }

    @Override
    public boolean useUnseeded(Trial trial) {
        useNew(trial);
        return true;
    }

    @Override
    public boolean keep(Trial trial, String generation) {
        Answer made = trial.succeeds(
                Kind.WRITE_REFUSED,
                "POST /tokens",
                generation,
                trial.sight().admin().post("/tokens", Map.of("name", "upgrade-" + generation, "expires_in_days", 30)));
        trial.sight().bed().secrets().register(made.body().path("access_token").asText());
        return true;
    }

    @Override
    public void use(Trial trial) {
        useNew(trial);
        useScoped(trial);
        revokeByOffice(trial);
        Seedbed bed = trial.sight().bed();
        String id = bed.recall("api-token-id.team");
        trial.givesUp("email_api_tokens", "id=" + id);
        revoke(trial, "from before the upgrade", id, bed.recall("api-token.team"));
    }

    private static void useNew(Trial trial) {
        Api admin = trial.sight().admin();
        Answer made = trial.succeeds(
                Kind.WRITE_REFUSED,
                "POST /tokens",
                "",
                admin.post("/tokens", Map.of("name", "upgrade-after", "expires_in_days", 1)));
        if (!made.ok()) {
            return;
        }
        String token = trial.sight()
                .bed()
                .secrets()
                .register(made.body().path("access_token").asText());
        Api holder = trial.sight().anonymous().as("new token", token);
        String end = made.body().path("token").path("expires_at").asText();
        trial.holds(
                Kind.LOST_WRITE,
                "POST /tokens",
                "expires_at",
                "in one day",
                end.isEmpty() ? "never" : end,
                inOneDay(end));
        Instant good = JWT.decode(token).getExpiresAtAsInstant();
        trial.holds(
                Kind.LOST_WRITE,
                "POST /tokens",
                "the end that the token itself carries",
                "in one day",
                good == null ? "never" : good.toString(),
                good != null && inOneDay(good.toString()));
        trial.holds(
                Kind.SECRET_UNREADABLE,
                "GET /tools",
                "with a new token",
                "accepted",
                "refused",
                Settled.within(
                        "use of a new token", () -> holder.get("/tools?limit=1").ok()));
        revoke(trial, "", made.body().path("token").path("id").asText(), token);
    }

    /** The API as somebody uses it with a token that was just made. */
    static Api holder(Sight sight, String who, Answer made) {
        String token = made.body().path("access_token").asText();
        return sight.anonymous().as(who, sight.bed().secrets().register(token));
    }

    /** An administrator may end the token of anybody. Not every release lets him. */
    private static void revokeByOffice(Trial trial) {
        Sight sight = trial.sight();
        Answer made = sight.admin().post("/tokens", Map.of("name", "upgrade-to-be-ended", "expires_in_days", 1));
        Api holder = holder(sight, "token that the office ends", made);
        String id = made.body().path("token").path("id").asText();
        if (made.ok() && sight.admin().delete("/tokens/admin/" + id).ok()) {
            trial.holds(
                    Kind.VISIBILITY_CHANGED,
                    "DELETE /tokens/admin/{id}",
                    "what the token opens",
                    "nothing",
                    "what it opened before",
                    Settled.within(
                            "end of a token", () -> holder.get("/tools?limit=1").status() == 401));
        }
    }

    /** Releases write times with their zone, which is UTC, or without. */
    private static boolean inOneDay(String time) {
        try {
            Instant end = Instant.parse(time.replaceFirst("(Z|[+]00:00)?$", "Z"));
            return Duration.between(Instant.now(), end).minusDays(1).abs().compareTo(Duration.ofHours(1)) < 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** A new token may do what one from before may that was made for the same, and no more. */
    private static void useScoped(Trial trial) {
        Answer made = trial.succeeds(
                Kind.WRITE_REFUSED,
                "POST /tokens",
                "scoped",
                trial.sight().admin().post("/tokens", scoped("upgrade-after-scoped")));
        if (made.ok()) {
            Api holder = holder(trial.sight(), "new scoped token", made);
            Api before = Credentials.token(trial.sight(), "scoped");
            for (String path : List.of("/tools?limit=1", "/prompts?limit=1")) {
                int expected = before.get(path).status();
                Answer answer = holder.get(path);
                trial.expect(
                        Kind.VISIBILITY_CHANGED,
                        "GET " + path.replaceFirst("\\?.*", ""),
                        "with a new token for tools.read",
                        "as with one from before: " + expected,
                        answer,
                        answer.status() == expected);
            }
        }
    }

    private static Map<String, Object> scoped(String name) {
        return Map.of("name", name, "expires_in_days", 30, "scope", Map.of("permissions", List.of("tools.read")));
    }

    private static void revoke(Trial trial, String which, String id, String token) {
        Answer revoked = trial.succeeds(
                Kind.WRITE_REFUSED,
                "DELETE /tokens/{id}",
                which,
                trial.sight().admin().delete("/tokens/" + id));
        Api holder = trial.sight().anonymous().as("revoked token", token);
        if (revoked.ok()) {
            trial.holds(
                    Kind.VISIBILITY_CHANGED,
                    "GET /tools",
                    "with a token revoked after the upgrade",
                    "401",
                    "accepted",
                    Settled.within(
                            "revocation of a token",
                            () -> holder.get("/tools?limit=1").status() == 401));
        }
    }
}
