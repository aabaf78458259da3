package org.upgradeharness.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiTest {
    private final TestServer server = new TestServer();
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    private Api api() {
        return Api.anonymous(
                server.url(),
                (method, path, as, body, answer) ->
                        told.add(method + " " + path + " as " + as + " " + body + " -> " + answer.status()));
    }

    @Test
    void readsAnAnswer() {
        server.answer("/tools?limit=0", 200, "[{\"name\":\"ä\"}]");
        Answer answer = api().get("/tools?limit=0");
        assertThat(answer.ok()).isTrue();
        assertThat(answer.body().at("/0/name").asText()).isEqualTo("ä");
        assertThat(answer.brief()).isEqualTo("200 [{\"name\":\"ä\"}]");
    }

    @Test
    void asksAsSomebodyAndTellsTheTranscript() {
        server.answer("/tools", 201, "{}");
        api().as("alice", "t0ken").post("/tools", Map.of("name", "ö"));
        assertThat(server.tokens("/tools")).containsExactly("Bearer t0ken");
        assertThat(server.bodies()).containsExactly("{\"name\":\"ö\"}");
        assertThat(told).containsExactly("POST /tools as alice {\"name\":\"ö\"} -> 201");
    }

    @Test
    void submitsAForm() {
        server.answer("/admin/users", 200, "<p>made</p>");
        api().submit("/admin/users", Map.of("user_email", "a+b@example.com")).ok();
        assertThat(server.bodies()).containsExactly("user_email=a%2Bb%40example.com");
        assertThat(server.headers("/admin/users", "Content-type")).containsExactly("application/x-www-form-urlencoded");
    }

    @Test
    void asksAsABrowserByACookieAlone() {
        server.answer("/tools", 200, "[]");
        api().as("alice", "t0ken").asBrowser("jwt_token").within(5_000).get("/tools");
        assertThat(server.headers("/tools", "Cookie")).containsExactly("jwt_token=t0ken");
        assertThat(server.tokens("/tools")).containsExactly("nobody");
        assertThat(told).containsExactly("GET /tools as alice (browser) null -> 200");
    }

    @Test
    void noAnswerIsStatus0() {
        server.close();
        Answer answer = api().get("/health");
        assertThat(answer.status()).isZero();
        assertThat(answer.ok()).isFalse();
        assertThat(answer.body()).isEqualTo(MissingNode.getInstance());
        assertThat(answer.brief()).startsWith("no answer ").contains("Connect");
        assertThat(told).singleElement().asString().endsWith("-> 0");
    }

    @Test
    void aSlowAnswerIsStatus0() {
        server.hang("/slow");
        long start = System.nanoTime();
        Answer answer = api().within(300).get("/slow");
        assertThat(answer.status()).isZero();
        assertThat(answer.brief()).contains("no whole answer within 300 ms");
        assertThat((System.nanoTime() - start) / 1_000_000).isBetween(250L, 3_000L);
    }

    @Test
    void aBrokenConnectionIsStatus0AndAskedOnce() {
        server.breakOff("/broken");
        assertThat(api().get("/broken").status()).isZero();
        assertThat(server.asked())
                .as("a request that failed must not be repeated in silence")
                .containsExactly("GET /broken");
    }

    @Test
    void whatIsNoJsonHasNoBody() {
        server.answer("/html", 502, "<html>Bad gateway</html>")
                .answer("/empty", 204, "")
                .answer("/half", 200, "{\"a\":");
        Answer html = api().get("/html");
        assertThat(html.status()).isEqualTo(502);
        assertThat(html.body().isMissingNode()).isTrue();
        assertThat(html.text()).isEqualTo("<html>Bad gateway</html>");
        assertThat(api().get("/empty").body().isMissingNode()).isTrue();
        assertThat(api().get("/half").body().isMissingNode()).isTrue();
    }

    @Test
    void aRedirectIsAnAnswer() {
        server.answer("/old", 307, "");
        assertThat(api().get("/old").status()).isEqualTo(307);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void aLongAnswerIsBrief() {
        server.answer("/long", 500, "\"" + "x".repeat(1000) + "\"");
        assertThat(api().get("/long").brief()).hasSizeLessThan(320).endsWith("…");
    }
}
