package org.upgradeharness.witness.contextforge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.gateway.TestServer;
import org.upgradeharness.gateway.Transcript;

class PagesTest {
    private static final String FIRST = "/tools?all=1&include_pagination=true&limit=2";

    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    private Pages pages() {
        return Pages.of(Api.anonymous(server.url(), Transcript.NONE), "/tools?all=1", "tools", 2);
    }

    @Test
    void followsTheCursorToTheEnd() {
        server.answer(FIRST, 200, "{\"tools\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"nextCursor\":\"x=\"}");
        server.answer(FIRST + "&cursor=x%3D", 200, "{\"tools\":[{\"id\":\"c\"}],\"nextCursor\":null}");
        Pages pages = pages();
        assertThat(pages.supported()).isTrue();
        assertThat(pages.trouble()).isEmpty();
        assertThat(pages.count()).isEqualTo(2);
        assertThat(pages.items()).extracting(i -> i.path("id").asText()).containsExactly("a", "b", "c");
    }

    @Test
    void tellsWhichPageWasRefused() {
        server.answer(FIRST, 200, "{\"tools\":[{\"id\":\"a\"}],\"nextCursor\":\"x\"}");
        server.answer(FIRST + "&cursor=x", 500, "{\"detail\":\"no\"}");
        assertThat(pages().trouble()).hasValueSatisfying(t -> assertThat(t).startsWith("page 2: 500"));
    }

    @Test
    void endsWhereTheCursorLeadsInACircle() {
        server.answer(FIRST, 200, "{\"tools\":[{\"id\":\"a\"}],\"nextCursor\":\"x\"}");
        server.answer(FIRST + "&cursor=x", 200, "{\"tools\":[{\"id\":\"a\"}],\"nextCursor\":\"x\"}");
        assertThat(pages().trouble()).contains("more than 50 pages");
    }

    @Test
    void anArrayIsAReleaseWithoutPages() {
        server.answer(FIRST, 200, "[{\"id\":\"a\"}]");
        assertThat(pages().supported()).isFalse();
    }

    @Test
    void aRefusalOfTheFirstPageIsATrouble() {
        assertThat(pages().supported()).isTrue();
        assertThat(pages().trouble()).isPresent();
    }
}
