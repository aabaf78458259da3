package org.upgradeharness.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilenceTest {
    private static final int SHORT = 100;

    private static Api api(TestServer server) {
        return Api.anonymous(server.url(), Transcript.NONE, new Silence(3, 3 * SHORT))
                .within(SHORT);
    }

    @Test
    void whoeverAnswersNothingIsAskedNoMore() {
        try (TestServer server =
                new TestServer().hang("/a").hang("/b").hang("/c").answer("/d", 200, "")) {
            Api api = api(server);
            assertThat(api.get("/a").status()).isZero();
            assertThat(api.as("ann", "token").get("/b").status()).isZero();
            assertThat(api.silent()).isEmpty();
            assertThat(api.get("/c").status()).isZero();
            assertThat(api.silent())
                    .isEqualTo("no answer to 3 different requests in a row, in 0 s of waiting; the last was GET /c;"
                            + " asked no more");
            assertThat(api.anonymous().get("/d").status()).isZero();
            assertThat(server.asked()).containsExactly("GET /a", "GET /b", "GET /c");
        }
    }

    @Test
    void oneThingThatHangsIsNotAll() {
        try (TestServer server =
                new TestServer().hang("/a").hang("/b").hang("/c").answer("/d", 404, "")) {
            Api api = api(server);
            for (String path : new String[] {"/a", "/a", "/a", "/b", "/d", "/c", "/a"}) {
                api.get(path);
            }
            assertThat(api.silent()).isEmpty();
            assertThat(api.get("/d").status()).isEqualTo(404);
        }
    }

    @Test
    void whoeverIsHardlyWaitedForIsAskedOn() {
        try (TestServer server =
                new TestServer().hang("/a").hang("/b").hang("/c").hang("/d").hang("/e")) {
            Api hasty = api(server).within(SHORT / 2);
            for (String path : new String[] {"/a", "/b", "/c", "/d"}) {
                hasty.get(path);
            }
            assertThat(hasty.silent()).isEmpty();
            hasty.within(SHORT).get("/e");
            assertThat(hasty.silent()).startsWith("no answer to 5 different requests");
        }
    }
}
