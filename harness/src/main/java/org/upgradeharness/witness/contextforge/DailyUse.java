package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.probe.Ask;
import org.upgradeharness.probe.Fault;
import org.upgradeharness.probe.FaultClass;
import org.upgradeharness.probe.Ledger;
import org.upgradeharness.probe.Reply;
import org.upgradeharness.probe.Stream;
import org.upgradeharness.probe.Stream.Link;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Traffic;

/** What people do all the time with ContextForge: ask whether it is well, read, list and call tools, write. */
final class DailyUse implements Traffic {
    /** ContextForge commits when its answer is on its way; see {@link Settled}. */
    private static final double SETTLE_SECONDS = 5;

    @Override
    public Load prepare(Sight sight, Rates rates) {
        WrittenTools written = new WrittenTools(sight, new Ledger(SETTLE_SECONDS));
        return new Prepared(streams(sight, rates, written), written);
    }

    @Override
    public List<Finding> across(Sight one, Sight other) {
        return AcrossReleases.of(one, other);
    }

    private record Prepared(List<Stream> streams, WrittenTools tools) implements Load {
        @Override
        public Ledger ledger() {
            return tools.ledger();
        }

        @Override
        public Map<String, List<String>> written(Sight sight) {
            return tools.there(sight);
        }

        @Override
        public List<Finding> remove(Sight sight) {
            return tools.remove(sight);
        }
    }

    private static List<Stream> streams(Sight sight, Rates rates, WrittenTools written) {
        Mcp mcp = new Mcp(sight);
        String token = sight.admin().token();
        String seeded = "/tools/" + sight.bed().recall("tools.open");
        JsonNode before = Seedbed.accepted(sight.admin().get(seeded), "GET " + seeded);
        String bundle = "/servers/" + sight.bed().recall("servers.bundle") + "/mcp";
        Set<String> listed = mcp.names(bundle);
        AtomicLong number = new AtomicLong();
        double others = rates.others();
        return List.of(
                Stream.of("health", rates.health(), Link.NEW, () -> Ask.get("/health", DailyUse::healthy)),
                Stream.of("kept-alive", others, Link.KEPT_ALIVE, () -> Ask.get("/health", DailyUse::healthy)),
                Stream.of("read", others, Link.NEW, () -> new Ask("GET", seeded, token, null, r -> same(r, before))),
                Stream.of("read-back", others, Link.NEW, written::read),
                Stream.of("tools-list", others, Link.NEW, () -> mcp.list(bundle, listed)),
                Stream.of("tools-call", others, Link.NEW, () -> mcp.echo("call " + number.incrementAndGet())),
                Stream.of("write", others, Link.NEW, written::write),
                new Stream(
                        "long-call",
                        others / 2,
                        Link.NEW,
                        Duration.ofSeconds(15),
                        true,
                        () -> mcp.wait(rates.longSeconds())),
                new Stream("loop", 1, Link.NEW, Stream.LIMIT, false, () -> Ask.get("/health", Reply::unsuccessful)));
    }

    private static Optional<Fault> healthy(Reply reply) {
        return reply.unsuccessful()
                .or(() -> "healthy".equals(parsed(reply).path("status").asText())
                        ? Optional.empty()
                        : wrong("/health tells " + reply.body()));
    }

    /** What an entity is called and does must be as it was before anything was changed. */
    private static Optional<Fault> same(Reply reply, JsonNode before) {
        return reply.unsuccessful().or(() -> {
            JsonNode now = parsed(reply);
            return List.of("id", "name", "url", "description", "visibility").stream()
                    .filter(field -> !now.path(field).equals(before.path(field)))
                    .findFirst()
                    .flatMap(field -> wrong(field + " is " + now.path(field) + " and was " + before.path(field)));
        });
    }

    static Optional<Fault> wrong(String what) {
        return Optional.of(new Fault(FaultClass.WRONG_CONTENT, what));
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    static JsonNode parsed(Reply reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new BrokenEnvironment("A request of the probe cannot be written as JSON.", e);
        }
    }
}
