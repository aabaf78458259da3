package org.upgradeharness.scenarios.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.report.Outcome;
import org.upgradeharness.store.Engine;

/** From 0.9.0, whose API can do less: seeded all the same, and nothing is found but what is known. */
class OldReleaseIT {
    @TempDir
    static Path folder;

    private static Outcome outcome;
    private static JsonNode report;

    @BeforeAll
    static void run() throws IOException {
        Path target = folder.resolve("report");
        outcome = new SuiteRun(
                        Requests.runId(),
                        Requests.between("0.9.0", "GA", List.of(Engine.SQLITE), target),
                        Requests.contextForge(),
                        Requests.FIXTURES,
                        Scenarios.find().select(List.of("UPG-01"), "@way-own-start", "standard"))
                .execute(line -> {});
        report = new ObjectMapper().readTree(target.resolve("report.json").toFile());
    }

    @Test
    void findsExactlyWhatIsKnown() {
        assertThat(outcome.exitCode()).as(outcome.headline()).isZero();
        assertThat(report.path("remarks")).as("stale entries").isEmpty();
    }

    /** That the agents are lost on SQLite is the worst of it: a pass that did not see them would say nothing. */
    @Test
    void seesTheAgentsThatAreLost() {
        Set<String> lost = new TreeSet<>();
        report.path("cases").path(0).path("findings").forEach(finding -> {
            if (finding.path("kind").asText().equals("lost-row")
                    && finding.path("object").asText().equals("api:a2a")) {
                lost.add(finding.path("key").asText().replaceAll(".*name=(.*)\\)", "$1"));
            }
        });
        assertThat(lost).containsExactly("upgrade-clerk", "upgrade-courier");
    }

    @Test
    void everythingWasSeeded() {
        JsonNode counts = report.path("cases").path(0).path("counts");
        for (String table : List.of(
                "a2a_agents",
                "email_api_tokens",
                "email_team_members",
                "email_users",
                "gateways",
                "prompts",
                "resources",
                "servers",
                "tool_metrics",
                "tools",
                "user_roles")) {
            assertThat(counts.path(table).path("before").asInt()).as(table).isPositive();
        }
    }
}
