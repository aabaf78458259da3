package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;

/**
 * Secrets from before the upgrade in use: passwords, API tokens, and the stored credentials of tools and peers, whose
 * upstream tells what it was sent.
 */
final class Credentials extends Onlooker {
    private static final String ASKED = "/tools?limit=1";

    private static final String SESSION = "tools that alice sees when she has logged in";
    private static final String MYSELF = "who alice is told that she is";

    static final String LOGIN = "POST /auth/login";

    private static final String AGENT = "stored credential of agent upgrade-" + Agents.CALLED + ", called as a tool";
    private static final String PEER = "stored credential of peer ";
    private static final TextNode SENT = TextNode.valueOf("the upstream was sent the stored secret");

    private static final TextNode ACCEPTED = TextNode.valueOf("accepted");

    @Override
    public String feature() {
        return "credentials";
    }

    @Override
    public Map<String, JsonNode> observe(Sight sight) {
        Map<String, JsonNode> seen = new LinkedHashMap<>();
        seen.put(
                "password of alice",
                login(sight, Users.email("alice"), sight.bed().recall("password.alice")));
        seen.put(
                "password of the administrator",
                login(sight, sight.bed().recall("admin.email"), sight.bed().recall("admin.password")));
        seen.put(
                "wrong password",
                login(sight, Users.email("alice"), "wrong-" + sight.bed().recall("password.bob")));
        seen.put(
                "password of somebody barred",
                login(sight, Users.email(Users.BARRED), sight.bed().recall("password." + Users.BARRED)));
        seen.put(
                "password of alice, whose address is typed in capitals",
                login(
                        sight,
                        Users.email("alice").toUpperCase(Locale.ROOT),
                        sight.bed().recall("password.alice")));
        seen.put(MYSELF, sight.as("alice").get("/auth/email/me").body().path("email"));
        seen.put(SESSION, shownInSession(sight));
        seen.put("token of somebody barred", status(sight.as(Users.BARRED).get(ASKED)));
        for (String token : new String[] {"live", "team", "revoked"}) {
            if (!token.equals("revoked") || !Ability.TOKEN_REVOCATION.lackingIn(sight.bed())) {
                seen.put("API token upgrade-" + token, status(withToken(sight, token)));
            }
        }
        seen.put("API token upgrade-scoped for what it may do", status(withToken(sight, "scoped")));
        seen.put(
                "API token upgrade-scoped for something else",
                status(token(sight, "scoped").get("/prompts?limit=1")));
        ContextForgeSession.worthless(sight.bed())
                .forEach((what, token) ->
                        seen.put(what, status(sight.anonymous().as(what, token).get(ASKED))));
        try (McpPeer peer = McpPeer.connect(sight.admin(), "/mcp/")) {
            for (String name : new String[] {"bearer", "basic", "header"}) {
                seen.put(
                        "stored credential of tool upgrade-" + name,
                        sent(
                                peer,
                                "upgrade-" + name,
                                Map.of("text", "hello"),
                                sight.bed().recall("secret.tools." + name)));
            }
            for (String name : new String[] {"beta", "gamma", "delta", Peers.OAUTH}) {
                seen.put(
                        PEER + name,
                        sent(
                                peer,
                                name + "-" + name + "-whoami",
                                Map.of(),
                                sight.bed().recall("upstream." + name)));
            }
            seen.put(AGENT, sentByAgent(peer, sight));
        } catch (RuntimeException e) {
            seen.put("stored credentials", TextNode.valueOf("no MCP session: " + e.getMessage()));
        }
        seen.keySet().removeIf(sight.bed()::has);
        return seen;
    }

    /** A session that the old release does not let see anything is no promise, nor that it calls an agent as a tool, or a peer for a token, where it cannot. */
    @Override
    public Map<String, JsonNode> promises(Sight old) {
        Map<String, JsonNode> seen = observe(old);
        if (seen.get(SESSION).isTextual()) {
            old.bed().note(SESSION, seen.remove(SESSION).asText());
        }
        for (String called : new String[] {AGENT, PEER + Peers.OAUTH}) {
            if (!SENT.equals(seen.getOrDefault(called, SENT))) {
                old.bed().note(called, seen.remove(called).asText());
            }
        }
        return seen;
    }

    private static JsonNode sentByAgent(McpPeer peer, Sight sight) {
        try {
            String tool = Agents.tool(sight, Agents.CALLED);
            return sent(peer, tool, Map.of("query", "hello"), sight.bed().recall(Agents.SECRET));
        } catch (IllegalStateException e) {
            return TextNode.valueOf(e.getMessage());
        }
    }

    /** What she sees who has just logged in: the token that she gets must be as good as one that she had. */
    private static JsonNode shownInSession(Sight sight) {
        Answer tools = session(sight, "alice").get("/tools?limit=0");
        Set<String> names = Visibility.names(tools);
        return tools.ok() && !names.isEmpty()
                ? Visibility.among(names, names)
                : TextNode.valueOf("nothing, answered with " + tools.status());
    }

    /** The API as somebody who has just logged in. */
    static Api session(Sight sight, String user) {
        Answer answer = loggedIn(sight, Users.email(user), sight.bed().recall("password." + user));
        return sight.anonymous()
                .as(user + ", logged in", answer.body().path("access_token").asText());
    }

    static boolean accepted(JsonNode status) {
        return ACCEPTED.equals(status);
    }

    /** Whether somebody is let in with a password. */
    static JsonNode login(Sight sight, String email, String password) {
        return status(loggedIn(sight, email, password));
    }

    private static Answer loggedIn(Sight sight, String email, String password) {
        Answer answer = sight.anonymous().post("/auth/login", Map.of("email", email, "password", password));
        sight.bed().secrets().register(answer.body().path("access_token").asText());
        return answer;
    }

    private static Answer withToken(Sight sight, String token) {
        return token(sight, token).get(ASKED);
    }

    /** The API as somebody uses it with one of the seeded tokens. */
    static Api token(Sight sight, String name) {
        return sight.anonymous().as("API token " + name, sight.bed().recall("api-token." + name));
    }

    private static JsonNode status(Answer answer) {
        return answer.ok() ? ACCEPTED : TextNode.valueOf(answer.status() == 0 ? "no answer" : "refused");
    }

    /** Whether the upstream was sent the very secret that was stored; its text never leaves this method. */
    private static JsonNode sent(McpPeer peer, String tool, Map<String, Object> arguments, String secret) {
        String answer;
        try {
            answer = peer.call(tool, arguments);
        } catch (RuntimeException e) {
            return TextNode.valueOf("the call failed: " + e.getMessage());
        }
        String basic = java.util.Base64.getEncoder()
                .encodeToString(("upgrade:" + secret).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        if (answer.contains(secret) || answer.contains(basic)) {
            return SENT;
        }
        return TextNode.valueOf(
                answer.startsWith(McpPeer.ERROR) ? answer : "the upstream was not sent the stored secret");
    }

    @Override
    public void use(Trial trial) {
        // Using them is what observing does, but for what some old releases get wrong.
        Answer answer = withToken(trial.sight(), "revoked");
        trial.expect(
                Kind.VISIBILITY_CHANGED,
                "GET /tools",
                "with a token revoked before the upgrade",
                "401",
                answer,
                answer.status() == 401);
        changePassword(trial);
        logOut(trial);
        Kept.withCredential(
                trial,
                "/tools",
                "upstream",
                (name, auth) -> Tools.body(trial.sight().bed(), name, "public", auth),
                name -> trial.sight().admin().post(Mcp.GATEWAY, Mcp.hello("upgrade-" + name)));
    }

    /** A session that was ended opens nothing any more; releases that cannot end one do not answer there. */
    private static void logOut(Trial trial) {
        Api session = session(trial.sight(), "alice");
        if (session.post("/auth/logout", Map.of()).ok()) {
            trial.holds(
                    Kind.VISIBILITY_CHANGED,
                    "POST /auth/logout",
                    "alice",
                    "her token opens nothing any more",
                    "it still does",
                    Settled.within("logout", () -> session.get(ASKED).status() == 401));
        }
    }

    /** Who knows the password from before the upgrade may change it; then that one opens nothing any more. */
    private static void changePassword(Trial trial) {
        Sight sight = trial.sight();
        String email = Users.email("carol");
        String old = sight.bed().recall("password.carol");
        String fresh = sight.bed().secrets().fresh(28);
        trial.givesUp("email_users", "email=" + email);
        trial.keeps(
                "POST /auth/email/change-password",
                email,
                sight.as("carol")
                        .post("/auth/email/change-password", Map.of("old_password", old, "new_password", fresh)),
                () -> Settled.within("new password", () -> accepted(login(sight, email, fresh)))
                        && !accepted(login(sight, email, old)));
    }

    @Override
    public boolean leavesTraces() {
        return true;
    }

    @Override
    public Kind changeMeans() {
        return Kind.SECRET_UNREADABLE;
    }
}
