package org.upgradeharness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.gateway.TestServer;
import org.upgradeharness.gateway.Transcript;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;

class EndpointsTest {
    @ParameterizedTest
    @CsvSource({
        "200, 204, false",
        "200, 404, true",
        "200, 500, true",
        "200, 302, true",
        "200, 0, true",
        "401, 403, false",
        "404, 200, false",
        "404, 500, true",
        "500, 503, false",
        "500, 200, false",
        "500, 0, true",
        "0, 0, false",
        "0, 500, false"
    })
    void comparesByTheClassOfTheAnswer(int before, int after, boolean worse) {
        assertThat(Endpoints.worse(Map.of("/tools", before), Map.of("/tools", after)))
                .hasSize(worse ? 1 : 0);
    }

    @Test
    void namesTheEndpointAndBothAnswers() {
        Map<String, Integer> before = new TreeMap<>(Map.of("/a", 200, "/b", 200, "/c", 200));
        List<Finding> findings = Endpoints.worse(before, Map.of("/a", 500, "/b", 200, "/new", 500));
        assertThat(findings)
                .containsExactly(
                        Finding.of(Severity.ERROR, Kind.ENDPOINT_WORSE, "GET /a", "", "200", "500"),
                        Finding.of(Severity.ERROR, Kind.ENDPOINT_WORSE, "GET /c", "", "200", "no complete answer"));
    }

    @Test
    void asksEveryPathOnce() {
        try (TestServer server = new TestServer().answer("/a", 200, "{}").answer("/b", 503, "")) {
            assertThat(Endpoints.ask(Api.anonymous(server.url(), Transcript.NONE), List.of("/a", "/b", "/gone")))
                    .isEqualTo(Map.of("/a", 200, "/b", 503, "/gone", 404));
            assertThat(server.asked()).containsExactlyInAnyOrder("GET /a", "GET /b", "GET /gone");
        }
    }

    @Test
    void whatWasLateIsAskedForOnceMoreAndWhatBrokeIsNot() {
        try (TestServer server = new TestServer()
                .answerAtSecond("/slow", 200, "{}")
                .breakOff("/broken")
                .hang("/silent")) {
            Map<String, Integer> before = Map.of("/slow", 200, "/broken", 200, "/silent", Endpoints.LATE);
            assertThat(Endpoints.anew(Api.anonymous(server.url(), Transcript.NONE), before))
                    .isEqualTo(Map.of("/slow", 200, "/broken", 0, "/silent", Endpoints.LATE));
            assertThat(server.asked())
                    .containsExactlyInAnyOrder("GET /slow", "GET /slow", "GET /broken", "GET /silent");
        }
    }
}
