package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.probe.Ask;
import org.upgradeharness.probe.Fault;
import org.upgradeharness.probe.Ledger;
import org.upgradeharness.probe.Reply;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;

/** Tools that a probe makes and changes again and again; used by one thread at a time. */
final class WrittenTools {
    private static final String PREFIX = "probe-";
    private static final int AT_FIRST = 4;
    private static final int ONE_NEW_OF = 5;

    private final Sight sight;
    private final Ledger ledger;
    private final Map<String, String> ids = new LinkedHashMap<>();
    private int entities;
    private int writes;
    private int turn;
    private int reads;

    WrittenTools(Sight sight, Ledger ledger) {
        this.sight = sight;
        this.ledger = ledger;
        for (int i = 0; i < AT_FIRST; i++) {
            String name = PREFIX + ++entities;
            String value = "value " + ++writes;
            Ledger.Write write = ledger.begin(name, value);
            JsonNode made = Seedbed.accepted(sight.admin().post("/tools", body(name, value)), "POST /tools of " + name);
            write.acknowledged();
            ids.put(name, made.path("id").asText());
        }
    }

    Ledger ledger() {
        return ledger;
    }

    private Map<String, Object> body(String name, String value) {
        Map<String, Object> tool = new HashMap<>();
        tool.put("name", name);
        tool.put("description", value);
        tool.put("url", sight.bed().upstream("/rest/echo"));
        tool.put("integration_type", "REST");
        tool.put("request_type", "POST");
        tool.put("visibility", "public");
        tool.put("inputSchema", Map.of("type", "object"));
        return Map.of("tool", tool, "team_id", sight.bed().recall("teams.main"), "visibility", "public");
    }

    /** Changes one, or makes a new one: every fifth time, and where all others wait for an answer. */
    Ask write() {
        String value = "value " + ++writes;
        Optional<String> free = writes % ONE_NEW_OF == 0 ? Optional.empty() : free();
        return free.isPresent() ? change(free.get(), value) : make(PREFIX + ++entities, value);
    }

    /** Those that are changed and read again and again: few, so that each is read soon after it was changed, by every replica. */
    private List<String> changed() {
        return ids.keySet().stream().limit(AT_FIRST).toList();
    }

    private Optional<String> free() {
        List<String> names = changed();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(turn++ % names.size());
            if (!ledger.busy(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private Ask change(String name, String value) {
        return written(
                ledger.begin(name, value), "PUT", "/tools/" + ids.get(name), Map.of("description", value), reply -> {});
    }

    private Ask make(String name, String value) {
        return written(
                ledger.begin(name, value),
                "POST",
                "/tools",
                body(name, value),
                reply -> ids.put(name, DailyUse.parsed(reply).path("id").asText()));
    }

    private Ask written(
            Ledger.Write write,
            String method,
            String path,
            Map<String, Object> body,
            java.util.function.Consumer<Reply> done) {
        return new Ask(method, path, sight.admin().token(), DailyUse.json(body), new Ask.Judge() {
            @Override
            public Optional<Fault> answered(Reply reply) {
                Optional<Fault> fault = reply.unsuccessful();
                if (fault.isPresent()) {
                    write.unknown();
                } else {
                    done.accept(reply);
                    write.acknowledged();
                }
                return fault;
            }

            @Override
            public void unanswered() {
                write.unknown();
            }
        });
    }

    /** Reads one of them: it must not be older than what was acknowledged. */
    Ask read() {
        List<String> names = changed();
        String name = names.get(reads++ % names.size());
        long asked = System.nanoTime();
        return new Ask(
                "GET",
                "/tools/" + ids.get(name),
                sight.admin().token(),
                null,
                reply -> reply.unsuccessful()
                        .or(() -> ledger.judge(
                                name, DailyUse.parsed(reply).path("description").asText(), asked)));
    }

    /** What is there of them, by name. */
    Map<String, List<String>> there(Sight now) {
        Map<String, List<String>> there = new HashMap<>();
        for (JsonNode tool : Lists.whole(now, "/tools", "tools")) {
            if (tool.path("name").asText().startsWith(PREFIX)) {
                there.computeIfAbsent(tool.path("name").asText(), n -> new ArrayList<>())
                        .add(tool.path("description").asText());
            }
        }
        return there;
    }

    List<Finding> remove(Sight now) {
        List<Finding> findings = new ArrayList<>();
        for (JsonNode tool : Lists.whole(now, "/tools", "tools")) {
            if (tool.path("name").asText().startsWith(PREFIX)) {
                Answer answer = now.admin().delete("/tools/" + tool.path("id").asText());
                if (!answer.ok()) {
                    String name = tool.path("name").asText();
                    findings.add(Finding.of(
                            Severity.ERROR, Kind.WRITE_REFUSED, "DELETE /tools/{id}", name, "2xx", answer.brief()));
                }
            }
        }
        return findings;
    }
}
