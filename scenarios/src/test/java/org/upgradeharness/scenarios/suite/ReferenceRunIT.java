package org.upgradeharness.scenarios.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.report.Outcome;
import org.upgradeharness.run.DumpRequest;
import org.upgradeharness.run.LoadedProduct;
import org.upgradeharness.run.RunRequest;
import org.upgradeharness.store.Engine;

/** The reference gateway, judged by the same steps and witnesses as the real one: nothing is found, and everything is seen. */
class ReferenceRunIT {
    /** Tables and features in which something must have been compared. */
    private static final List<String> COMPARED = List.of(
            "tools",
            "resources",
            "prompts",
            "servers",
            "gateways",
            "a2a_agents",
            "server_resource_association",
            "tool_metrics",
            "email_users",
            "email_api_tokens",
            "user_roles",
            "api:tools",
            "api:resources",
            "api:servers",
            "api:credentials",
            "api:visibility",
            "api:mcp");

    @TempDir
    Path folder;

    @Test
    void nothingIsFoundFromRc1ToGa() throws IOException {
        everythingIsSeenAndNothingFound("RC1", "GA", List.of("UPG-01", "UPG-02"), 8);
    }

    @Test
    void nothingIsFoundOverTwoReleases() throws IOException {
        everythingIsSeenAndNothingFound("0.9.0", "1.1.0", List.of("UPG-01"), 4);
    }

    @Test
    void theWayBackLosesNothingButWhatIsDeclared() throws IOException {
        JsonNode report = run("RC1", "GA", List.of("UPG-04"), 4, false);
        report.path("cases")
                .forEach(one -> one.path("findings").forEach(finding -> {
                    assertThat(finding.path("kind").asText()).isEqualTo("lost-by-rollback");
                    assertThat(finding.path("severity").asText()).isEqualTo("note");
                    assertThat(finding.path("known").asText()).isNotBlank();
                }));
        assertThat(report.path("cases")).allSatisfy(one -> {
            assertThat(one.path("path")).extracting(JsonNode::asText).containsExactly("1.0.0rc1", "1.0.0", "1.0.0rc1");
            assertThat(one.path("findings").findValuesAsText("object")).contains("a2a_agent_auth", "a2a_agents.uaid");
        });
    }

    private void everythingIsSeenAndNothingFound(String from, String to, List<String> chosen, int cases)
            throws IOException {
        JsonNode report = run(from, to, chosen, cases, true);
        report.path("cases")
                .forEach(one -> assertThat(one.path("findings"))
                        .as(one.path("evidence").asText())
                        .isEmpty());
    }

    private JsonNode run(String from, String to, List<String> chosen, int cases, boolean strict) throws IOException {
        LoadedProduct product = LoadedProduct.read(Requests.FIXTURES, "reference");
        RunRequest request = new RunRequest(
                "reference",
                from,
                to,
                List.of(),
                List.of(Engine.POSTGRES, Engine.SQLITE),
                null,
                Map.of(),
                Map.of(),
                folder.resolve("report"),
                Severity.NOTE,
                strict,
                1,
                "./upgrade run --product reference --from " + from + " --to " + to,
                DumpRequest.NONE);
        Outcome outcome = new SuiteRun(
                        Requests.runId(),
                        request,
                        product,
                        Requests.FIXTURES,
                        Scenarios.find().select(chosen, "", "standard"))
                .execute(line -> {});
        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("report/report.json").toFile());
        assertThat(outcome.exitCode())
                .as("%s: %s", outcome.headline(), report.path("cases").findValues("findings"))
                .isZero();
        assertThat(report.path("remarks")).isEmpty();
        assertThat(report.path("cases")).hasSize(cases);
        report.path("cases").forEach(one -> {
            if (!one.path("way").asText().equals("fresh")) {
                COMPARED.forEach(what -> assertThat(
                                one.path("counts").path(what).path("before").asInt())
                        .as("%s compared in %s", what, one.path("evidence"))
                        .isPositive());
            }
        });
        return report;
    }
}
