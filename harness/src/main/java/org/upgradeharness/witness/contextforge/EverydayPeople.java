package org.upgradeharness.witness.contextforge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;

/**
 * What people do who administer nothing: alice, who has just logged in, makes, changes and deletes what is her own, and uses what is her
 * team's. All other witnesses write as an administrator, to whom each door is open.
 */
final class EverydayPeople extends Promised {
    private static final String OWN = "of-alice";
    private static final String CHANGED = "changed by its owner";
    private static final String TEXT = "hello";

    EverydayPeople() {
        super("everyday people", "alice");
    }

    @Override
    boolean isPromise(String told) {
        return serves(told) && !told.equals(Own.NOT_MADE);
    }

    @Override
    Map<String, Supplier<String>> asks(Sight sight) {
        Api alice = Credentials.session(sight, "alice");
        Map<String, Supplier<String>> asks = new LinkedHashMap<>();
        Roles.ownTeam(sight, "alice").ifPresent(team -> {
            String token = ContextForgeSession.token(sight.bed(), Users.email("alice"), false, List.of(team));
            Api own = sight.anonymous().as("alice, in a team of her own", token);
            Catalogued.all().forEach(kind -> new Own(kind, own, team, sight).ask(asks));
        });
        asks.put("has teams", () -> teams(alice));
        asks.put("makes an API token and uses it", () -> token(sight, alice));
        Seedbed bed = sight.bed();
        for (String server : new String[] {"bundle", "team"}) {
            String endpoint = "/servers/" + bed.recall("servers." + server) + "/mcp";
            asks.put(
                    "lists tools of virtual server upgrade-" + server,
                    () -> tools(alice, endpoint, EverydayPeople::all));
        }
        asks.put("lists tools at /rpc", () -> tools(alice, "/rpc", EverydayPeople::teamsAndPublic));
        String greeting = Prompts.greeting(Lists.whole(sight, "/prompts", "prompts"));
        for (String endpoint : new String[] {Mcp.GATEWAY, "/rpc"}) {
            asks.put(
                    "reads a resource at " + endpoint,
                    () -> said(
                            alice.post(endpoint, Mcp.message("resources/read", Map.of("uri", "upgrade://notes"))),
                            "ümlauts"));
            asks.put(
                    "is told a prompt at " + endpoint,
                    () -> said(
                            alice.post(
                                    endpoint,
                                    Mcp.message(
                                            "prompts/get", Map.of("name", greeting, "arguments", Prompts.ARGUMENTS))),
                            "Ada"));
        }
        asks.put(
                "calls a tool of her team at /rpc",
                () -> said(
                        alice.post(
                                "/rpc",
                                Mcp.message(
                                        "tools/call",
                                        Map.of("name", "upgrade-header", "arguments", Map.of("text", TEXT)))),
                        TEXT));
        return asks;
    }

    /** Something of one kind from its making to its end; the steps are asked for one after the other. */
    private static final class Own {
        static final String NOT_MADE = "nothing there";
        private final Catalogued kind;
        private final Api owner;
        private final String team;
        private final Sight sight;
        private String id;

        Own(Catalogued kind, Api owner, String team, Sight sight) {
            this.kind = kind;
            this.owner = owner;
            this.team = team;
            this.sight = sight;
        }

        void ask(Map<String, Supplier<String>> asks) {
            asks.put("makes something in " + kind.path(), this::make);
            asks.put("changes her own in " + kind.path(), this::change);
            asks.put("deletes her own in " + kind.path(), this::delete);
        }

        private String make() {
            // What is refused and made all the same is not in the way of the next look.
            String name = OWN + "-" + UUID.randomUUID().toString().substring(0, 8);
            Answer made = owner.post(kind.path(), kind.own(sight, name, team));
            id = made.ok() ? made.body().path("id").asText() : null;
            return done(made);
        }

        private String change() {
            if (id == null) {
                return NOT_MADE;
            }
            Settled.within("what she made", () -> kind.byId(owner, id).isObject());
            Answer changed = owner.put(kind.path() + "/" + id, Map.of("description", CHANGED));
            if (!changed.ok()) {
                return done(changed);
            }
            return Settled.within(
                            "what she changed",
                            () -> CHANGED.equals(
                                    kind.byId(owner, id).path("description").asText()))
                    ? DONE
                    : "acknowledged, and not done";
        }

        /** What she may not delete the administrator does: nothing is left. */
        private String delete() {
            if (id == null) {
                return NOT_MADE;
            }
            Answer deleted = owner.delete(kind.path() + "/" + id);
            if (deleted.ok()) {
                return Settled.within(
                                "what she deleted", () -> kind.byId(owner, id).isMissingNode())
                        ? DONE
                        : "acknowledged, and not done";
            }
            sight.admin().delete(kind.path() + "/" + id);
            return done(deleted);
        }
    }

    private static String teams(Api alice) {
        Answer answer = alice.get("/teams/?limit=100");
        if (!answer.ok()) {
            return done(answer);
        }
        Set<String> seeded = new TreeSet<>(names(answer, "teams"));
        seeded.removeIf(name -> !name.startsWith("upgrade-"));
        return seeded.toString();
    }

    private static String token(Sight sight, Api alice) {
        // A release that remembers what was revoked takes no name twice.
        String name = "upgrade-" + OWN + "-" + UUID.randomUUID();
        Answer made = alice.post("/tokens", Map.of("name", name, "expires_in_days", 1));
        if (!made.ok()) {
            return done(made);
        }
        Api holder = ApiTokens.holder(sight, "alice, by an API token", made);
        boolean used = Settled.within(
                "use of a new token", () -> holder.get("/tools?limit=1").ok());
        alice.delete("/tokens/" + made.body().path("token").path("id").asText());
        return used ? DONE : "made, and opens nothing";
    }

    private static String tools(Api alice, String endpoint, Function<Set<String>, String> told) {
        Answer answer = alice.post(endpoint, Mcp.message("tools/list", Map.of()));
        String listed = carriedOut(answer);
        return listed.equals(DONE) ? told.apply(Mcp.names(answer.body().path("result"))) : listed;
    }

    private static String all(Set<String> tools) {
        return tools.isEmpty() ? REFUSED : tools.toString();
    }

    /** What others make meanwhile is listed as well. */
    private static String teamsAndPublic(Set<String> tools) {
        return tools.containsAll(Set.of("upgrade-basic", "upgrade-open")) ? "her team's and public ones" : REFUSED;
    }

    private static String said(Answer answer, String text) {
        String told = carriedOut(answer);
        return told.equals(DONE) && !answer.body().toString().contains(text) ? "without what was asked for" : told;
    }

    @Override
    public Kind changeMeans() {
        return Kind.NOT_SERVING;
    }
}
