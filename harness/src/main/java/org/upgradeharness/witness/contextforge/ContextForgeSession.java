package org.upgradeharness.witness.contextforge;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.store.RowCursor;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.witness.Operation;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Session;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;

/** Tokens and self-description of ContextForge. */
final class ContextForgeSession implements Session {
    private static final Duration LIFE = Duration.ofHours(12);
    private static final int KEY_LENGTH = 48;
    private static final String PRIVILEGED = "token.privileged";
    private static final String UNDERSTOOD = "token.privileged.understood";
    private static final String KEY = "JWT_SECRET_KEY";
    private static final Pattern PASSED_ON = Pattern.compile(".*/(mcp|rpc|sse|message|invoke)/?(\\?.*)?");
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
    private static final String EMAIL = "PLATFORM_ADMIN_EMAIL";
    private static final String PASSWORD = "PLATFORM_ADMIN_PASSWORD";

    @Override
    public Api administrator(Api anonymous, Map<String, String> settings, Seedbed bed) {
        JsonNode login = Seedbed.accepted(login(anonymous, settings, bed), "the administrator's login");
        return anonymous.as(settings.get(EMAIL), login.path("access_token").asText());
    }

    @Override
    public Answer login(Api anonymous, Map<String, String> settings, Seedbed bed) {
        String email = settings.get(EMAIL);
        bed.note("admin.email", email);
        bed.note("admin.password", settings.get(PASSWORD));
        bed.note(KEY, settings.get(KEY));
        Answer answer = anonymous.post("/auth/login", Map.of("email", email, "password", settings.get(PASSWORD)));
        bed.secrets().register(answer.body().path("access_token").asText());
        return answer;
    }

    /** A team of the harness's own: what is written needs one, and nobody else's is touched. */
    @Override
    public Optional<Sight> settled(Api anonymous, Seedbed bed) {
        String email = bed.recall("admin.email");
        Api unnarrowed = anonymous.as(email, token(bed, email, true, null));
        Answer team = unnarrowed.post("/teams/", Map.of("name", "upgrade-after-home", "visibility", "private"));
        if (!team.ok()) {
            return Optional.empty();
        }
        String id = team.body().path("id").asText();
        bed.note("teams.main", id);
        bed.note("token.admin", token(bed, email, true, List.of(id)));
        return Optional.of(new Sight(anonymous, anonymous.as(email, bed.recall("token.admin")), bed));
    }

    @Override
    public List<String> ownSettings() {
        return List.of(KEY, "AUTH_ENCRYPTION_SECRET", EMAIL, PASSWORD);
    }

    /** The administrator that has been there for longest: the gateway's own start made him. */
    @Override
    public Map<String, String> administratorIn(StoreReader data) {
        String first = null;
        String email = null;
        if (data.catalogue().table("email_users").isEmpty()) {
            return Map.of();
        }
        try (RowCursor users = data.rows("email_users", List.of("email"))) {
            while (users.next()) {
                Map<String, Object> user = new HashMap<>();
                for (int i = 0; i < users.columns().size(); i++) {
                    user.put(users.columns().get(i).name(), users.value(i));
                }
                String since = String.valueOf(user.get("created_at"));
                String admin = String.valueOf(user.get("is_admin"));
                if ((admin.equals("true") || admin.equals("1")) && (first == null || since.compareTo(first) < 0)) {
                    first = since;
                    email = String.valueOf(user.get("email"));
                }
            }
        }
        return email == null ? Map.of() : Map.of(EMAIL, email);
    }

    /**
     * A token of a user with exactly these teams: the one shape that all releases since 0.9.0 accept and that sees public
     * rows, the rows of these teams and the user's own.
     */
    static String token(Seedbed bed, String email, boolean admin, List<String> teams) {
        return token(bed, email, admin, teams, Instant.now(), Algorithm.HMAC256(bed.recall(KEY)));
    }

    /** Tokens of the administrator that nobody may accept, by what is wrong with them. */
    static Map<String, String> worthless(Seedbed bed) {
        String email = bed.recall("admin.email");
        List<String> teams = List.of(bed.recall("teams.main"));
        Instant now = Instant.now();
        Map<String, String> tokens = new TreeMap<>();
        tokens.put(
                "a token that has expired",
                token(bed, email, true, teams, now.minus(LIFE.multipliedBy(2)), Algorithm.HMAC256(bed.recall(KEY))));
        tokens.put(
                "a token that another key signed",
                token(
                        bed,
                        email,
                        true,
                        teams,
                        now,
                        Algorithm.HMAC256(bed.secrets().fresh(KEY_LENGTH))));
        tokens.put("a token that nobody signed", token(bed, email, true, teams, now, Algorithm.none()));
        return tokens;
    }

    private static String token(
            Seedbed bed, String email, boolean admin, List<String> teams, Instant made, Algorithm signature) {
        String token = JWT.create()
                .withSubject(email)
                .withIssuer("mcpgateway")
                .withAudience("mcpgateway-api")
                .withIssuedAt(made)
                .withExpiresAt(made.plus(LIFE))
                .withJWTId(UUID.randomUUID().toString())
                .withClaim("username", email)
                .withClaim("is_admin", admin)
                .withClaim("user", Map.of("email", email, "is_admin", admin))
                .withPayload(teamsClaim(teams))
                .sign(signature);
        return bed.secrets().register(token);
    }

    /** Null must stand in the token as such: without the claim the token sees public rows only. */
    private static Map<String, Object> teamsClaim(List<String> teams) {
        Map<String, Object> claim = new HashMap<>();
        claim.put("teams", teams);
        return claim;
    }

    /**
     * An administrator whose token names no teams is not narrowed to any. 0.9.0 cannot read such a token; who was understood
     * before the upgrade must be understood after it.
     */
    @Override
    public Api privileged(Sight sight) {
        Seedbed bed = sight.bed();
        String email = bed.recall("admin.email");
        boolean old = !bed.has(PRIVILEGED);
        if (old) {
            bed.note(PRIVILEGED, token(bed, email, true, null));
        }
        Api unnarrowed = sight.anonymous().as(email, bed.recall(PRIVILEGED));
        boolean understood =
                bed.has(UNDERSTOOD) || unnarrowed.get("/tools?limit=1").ok();
        if (understood && old) {
            bed.note(UNDERSTOOD, email);
        }
        return understood ? unnarrowed : sight.anonymous().as(email, bed.recall("token.admin"));
    }

    @Override
    public Map<String, Api> others(Sight sight) {
        Map<String, Api> others = new TreeMap<>();
        List.of("bob", Visibility.NOBODY)
                .forEach(user -> others.put(Visibility.WHO.get(user), Visibility.asking(sight, user)));
        return others;
    }

    @Override
    public String reportedVersion(Api admin) {
        return admin.get("/version").body().path("app").path("version").asText("");
    }

    @Override
    public JsonNode description(Api admin) {
        return admin.get("/openapi.json").body();
    }

    @Override
    public List<Operation> documented(Api admin) {
        List<Operation> operations = new ArrayList<>();
        description(admin)
                .path("paths")
                .properties()
                .forEach(path -> METHODS.stream()
                        .filter(method -> path.getValue().has(method))
                        .filter(method -> isHarmless(
                                method, path.getKey(), path.getValue().path(method)))
                        .forEach(method ->
                                operations.add(new Operation(method.toUpperCase(Locale.ROOT), path.getKey()))));
        return operations;
    }

    @Override
    public boolean passesOn(String path) {
        return PASSED_ON.matcher(path).matches();
    }

    @Override
    public void reserved(Trial trial) {
        new Reserved("bob", trial).refusedToStranger();
        new Reserved("alice", trial).refusedToMember();
        new Reserved("carol", trial).refusedOnceMore();
    }

    /** Releases let anybody reset the metrics: what names nothing and needs no body does what it does for whoever gets in. */
    private static boolean isHarmless(String method, String path, JsonNode described) {
        boolean stopped = path.contains("{")
                || described.path("requestBody").path("required").asBoolean();
        return method.equals("get") ? !path.endsWith("/logout") : stopped;
    }

    @Override
    public Optional<String> atSeeded(Operation operation, Seedbed bed) {
        List<String> filled = new ArrayList<>();
        String collection = "";
        for (String segment : operation.path().split("/")) {
            Optional<String> id = segment.startsWith("{") ? seeded(collection, bed) : Optional.of(segment);
            if (id.isEmpty()) {
                return Optional.empty();
            }
            filled.add(id.get());
            collection = segment;
        }
        return Optional.of(String.join("/", filled));
    }

    private static Optional<String> seeded(String collection, Seedbed bed) {
        String noted =
                switch (collection) {
                    case "users" -> "admin.email";
                    case "teams" -> "teams.main";
                    case "tokens" -> "api-token-id.live";
                    case "roles" -> "roles.reader";
                    default ->
                        Catalogued.all().stream()
                                .filter(kind -> kind.path().equals("/" + collection))
                                .map(kind -> kind.feature() + "." + kind.laden())
                                .findFirst()
                                .orElse("");
                };
        return bed.has(noted) ? Optional.of(bed.recall(noted)) : Optional.empty();
    }
}
