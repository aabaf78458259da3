package org.upgradeharness.witness.contextforge;

import java.util.List;
import java.util.Map;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.witness.Operation;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Trial;

/**
 * What somebody without an office must not do to people, teams, roles and tokens that are not his: asked for what is there, with a
 * body that is good, so that nothing but the asker is a reason to refuse. What would destroy comes last.
 */
final class Reserved {
    private record Attempt(Operation operation, String path, Object body) {}

    private final String user;
    private final Trial trial;
    private final Seedbed bed;
    private boolean letIn;

    Reserved(String user, Trial trial) {
        this.user = user;
        this.trial = trial;
        this.bed = trial.sight().bed();
    }

    /** All of it is refused to somebody in no team. */
    void refusedToStranger() {
        attempts().forEach(this::refused);
    }

    /** All but the looks at his own team is refused to a member. */
    void refusedToMember() {
        attempts().stream()
                .filter(attempt -> !isLookAtTeam(attempt.operation()))
                .forEach(this::refused);
    }

    private static boolean isLookAtTeam(Operation operation) {
        return operation.method().equals("GET") && operation.path().startsWith("/teams/");
    }

    /** Who was removed from a team comes in again by a new invitation alone. */
    void refusedOnceMore() {
        if (bed.has(Teams.INVITATION)) {
            String accepting = "/teams/invitations/{token}/accept";
            refused(with("POST", accepting, bed.recall(Teams.INVITATION), Map.of()));
        }
    }

    private void refused(Attempt attempt) {
        if (letIn && attempt.operation().method().equals("DELETE")) {
            return; // it is told already, and what is destroyed would be told at length
        }
        Answer answer = trial.sight().as(user).ask(attempt.operation().method(), attempt.path(), attempt.body());
        letIn |= !trial.refuses(attempt.operation().toString(), "by " + user + ", who may not", answer);
    }

    private List<Attempt> attempts() {
        String admin = bed.recall("admin.email");
        String self = Users.email(user);
        String other = Users.email("carol");
        String outside = Users.email("bob");
        String team = bed.recall("teams.main");
        String role = bed.recall("roles.reader");
        String token = bed.recall("api-token-id.live");
        Map<String, String> grant = Map.of("role_id", role, "scope", "team", "scope_id", team);
        Map<String, String> stranger = Map.of(
                "email",
                Users.email("of-" + user),
                "password",
                bed.secrets().fresh(28),
                "full_name",
                "Made by " + user);
        return List.of(
                get("/auth/email/admin/users", ""),
                get("/auth/email/admin/users/{email}", admin),
                get("/auth/email/admin/events", ""),
                with("POST", "/auth/email/admin/users", "", stranger),
                with("PUT", "/auth/email/admin/users/{email}", self, Map.of("is_admin", true)),
                with("PUT", "/auth/email/admin/users/{email}", other, Map.of("full_name", "Changed by " + user)),
                get("/rbac/users/{email}/roles", admin),
                with("POST", "/rbac/users/{email}/roles", self, grant),
                with(
                        "POST",
                        "/rbac/roles",
                        "",
                        Map.of("name", "upgrade-of-" + user, "scope", "global", "permissions", List.of("*"))),
                with("PUT", "/rbac/roles/{id}", role, Map.of("description", "Changed by " + user)),
                get("/teams/{id}", team),
                get("/teams/{id}/members", team),
                get("/teams/{id}/invitations", team),
                with("PUT", "/teams/{id}", team, Map.of("description", "Changed by " + user)),
                with("POST", "/teams/{id}/members", team, Map.of("email", outside, "role", "owner")),
                with("POST", "/teams/{id}/invitations", team, Map.of("email", outside, "role", "owner")),
                get("/tokens/{id}", token),
                with("PUT", "/tokens/{id}", token, Map.of("description", "Changed by " + user)),
                get("/tokens/admin/all", ""),
                get("/export", ""),
                with(
                        "POST",
                        "/import",
                        "",
                        Map.of("import_data", Map.of("version", "2025-03-26", "entities", Map.of()))),
                with("POST", "/metrics/reset", "", Map.of()),
                with("DELETE", "/tokens/{id}", token, null),
                with("DELETE", "/rbac/roles/{id}", role, null),
                with("DELETE", "/teams/{id}", team, null),
                with("DELETE", "/auth/email/admin/users/{email}", other, null));
    }

    private static Attempt get(String path, String name) {
        return with("GET", path, name, null);
    }

    private static Attempt with(String method, String path, String name, Object body) {
        return new Attempt(new Operation(method, path), path.replaceAll("\\{[^}]*}", name), body);
    }
}
