package org.upgradeharness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.gateway.TestServer;
import org.upgradeharness.gateway.Transcript;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.witness.EndpointAnswer;

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
        assertThat(Endpoints.worse(Map.of("/tools", told(before)), Map.of("/tools", told(after))))
                .hasSize(worse ? 1 : 0);
    }

    private static EndpointAnswer told(int status) {
        return new EndpointAnswer(status, true);
    }

    @Test
    void namesTheEndpointAndBothAnswers() {
        Map<String, EndpointAnswer> before = new TreeMap<>(Map.of("/a", told(200), "/b", told(200), "/c", told(200)));
        List<Finding> findings = Endpoints.worse(before, Map.of("/a", told(500), "/b", told(200), "/new", told(500)));
        assertThat(findings)
                .containsExactly(
                        Finding.of(Severity.ERROR, Kind.ENDPOINT_WORSE, "GET /a", "", "200", "500"),
                        Finding.of(Severity.ERROR, Kind.ENDPOINT_WORSE, "GET /c", "", "200", "no complete answer"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"name\":\"a\"}] | [] | true",
                "[0] | [] | true",
                "{\"tools\":[{\"id\":1,\"name\":\"a\"}],\"total\":1} | {\"tools\":[],\"total\":0,\"next\":null} | true",
                "<html></html> | '' | true",
                "[] | [] | false",
                "{\"total\":3} | {\"total\":0} | false",
                "{\"status\":\"well\",\"warnings\":[\"a\"]} | {\"status\":\"well\",\"warnings\":[]} | false",
                "[1,2] | [1] | false"
            })
    void whatTellsNothingAnyMoreIsWorse(String before, String after, boolean worse) {
        assertThat(Endpoints.worse(asked(before), asked(after)))
                .isEqualTo(
                        worse
                                ? List.of(Finding.of(
                                        Severity.ERROR,
                                        Kind.ENDPOINT_WORSE,
                                        "GET /list",
                                        "",
                                        "something",
                                        "nothing in it"))
                                : List.of());
    }

    private static Map<String, EndpointAnswer> asked(String body) {
        try (TestServer server = new TestServer().answer("/list", 200, body)) {
            return Endpoints.ask(Api.anonymous(server.url(), Transcript.NONE), List.of("/list"));
        }
    }

    private static Map<String, Integer> statuses(Map<String, EndpointAnswer> answers) {
        return answers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, answer -> answer.getValue().status()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"tools\":[],\"well\":true} | {\"well\":true,\"tools\":[],\"new\":1} | ''",
                "{\"tools\":[],\"well\":true} | {\"well\":true} | WARNING with [tools]",
                "{\"well\":true} | {\"detail\":\"Internal Server Error\"} | ERROR an object of [well]",
                "[{\"id\":\"a\",\"name\":\"b\"},{\"id\":\"c\"}] | [{\"id\":\"a\"}] | ''",
                "{\"items\":[{\"id\":\"a\"}]} | {\"items\":[{\"key\":\"a\"}]} | ''",
                "[\"a\"] | {\"items\":[\"a\"]} | WARNING a list",
                "{\"by\":{\"some-id\":1}, \"well\":true} | {\"by\":{\"another-id\":1}, \"well\":true} | ''"
            })
    void whatIsToldUnderOtherNamesIsWorse(String before, String after, String expected) {
        assertThat(Endpoints.worse(asked(before), asked(after)).stream()
                        .map(f -> f.severity() + " " + f.expected())
                        .collect(Collectors.joining()))
                .isEqualTo(expected);
    }

    @Test
    void anotherFormIsWorse() {
        EndpointAnswer json = new EndpointAnswer(200, true, "application/json", Set.of("a"), 5);
        EndpointAnswer text = new EndpointAnswer(200, true, "text/plain", Set.of("a"), 5);
        EndpointAnswer silent = new EndpointAnswer(200, true, "", Set.of("a"), 5);
        assertThat(Endpoints.worse(Map.of("/a", json, "/b", json), Map.of("/a", text, "/b", silent)))
                .containsExactlyInAnyOrder(
                        Finding.of(Severity.ERROR, Kind.ENDPOINT_WORSE, "GET /a", "", "application/json", "text/plain"),
                        Finding.of(
                                Severity.ERROR,
                                Kind.ENDPOINT_WORSE,
                                "GET /b",
                                "",
                                "application/json",
                                "no media type"));
        assertThat(Endpoints.worse(Map.of("/a", silent), Map.of("/a", json))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"12, 2500, true", "300, 2900, false", "12, 1900, false"})
    void secondsInsteadOfMillisecondsAreSlower(long before, long after, boolean slower) {
        List<Finding> findings = Endpoints.worse(
                Map.of("/a", new EndpointAnswer(200, true, "", Set.of(), before)),
                Map.of("/a", new EndpointAnswer(200, true, "", Set.of(), after)));
        assertThat(findings)
                .isEqualTo(
                        slower
                                ? List.of(Finding.of(
                                        Severity.WARNING,
                                        Kind.ENDPOINT_WORSE,
                                        "GET /a",
                                        "",
                                        "after " + before + " ms",
                                        "after " + after + " ms"))
                                : List.of());
    }

    @Test
    void asksEveryPathOnce() {
        try (TestServer server = new TestServer().answer("/a", 200, "{}").answer("/b", 503, "")) {
            assertThat(statuses(Endpoints.ask(Api.anonymous(server.url(), Transcript.NONE), List.of("/a", "/b"))))
                    .isEqualTo(Map.of("/a", 200, "/b", 503));
            assertThat(server.asked()).containsExactlyInAnyOrder("GET /a", "GET /b");
        }
    }

    /** A stream answers when it begins, and would be late if its end were waited for; that it is refused later, or does not begin, is worse. */
    @Test
    void aStreamIsNotWaitedForToItsEnd() {
        try (TestServer server =
                new TestServer().stream("/events").stream("/log").answer("/refused", 503, "no log")) {
            Api api = Api.anonymous(server.url(), Transcript.NONE);
            Map<String, EndpointAnswer> before = Endpoints.ask(api, List.of("/events", "/log", "/refused"));
            assertThat(statuses(before)).isEqualTo(Map.of("/events", 200, "/log", 200, "/refused", 503));
            assertThat(before.get("/events").tells()).isFalse();
            assertThat(before.get("/refused").tells()).isTrue();
            server.answer("/log", 503, "no log");
            assertThat(Endpoints.worse(before, Endpoints.anew(api, before)))
                    .containsExactly(Finding.of(Severity.ERROR, Kind.ENDPOINT_WORSE, "GET /log", "", "200", "503"));
        }
    }

    @Test
    void whatWasLateIsAskedForOnceMoreAndWhatBrokeIsNot() {
        try (TestServer server = new TestServer()
                .answerAtSecond("/slow", 200, "{}")
                .breakOff("/broken")
                .hang("/silent")) {
            Map<String, EndpointAnswer> before =
                    Map.of("/slow", told(200), "/broken", told(200), "/silent", new EndpointAnswer(-1, false));
            Map<String, EndpointAnswer> after = Endpoints.anew(Api.anonymous(server.url(), Transcript.NONE), before);
            assertThat(after.get("/slow").status()).isEqualTo(200);
            assertThat(after.get("/broken").status()).isZero();
            assertThat(after.get("/silent").status()).isEqualTo(-1);
            assertThat(server.asked())
                    .containsExactlyInAnyOrder("GET /slow", "GET /slow", "GET /broken", "GET /silent");
        }
    }
}
