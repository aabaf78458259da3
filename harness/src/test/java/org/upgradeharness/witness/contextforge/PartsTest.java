package org.upgradeharness.witness.contextforge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.gateway.TestServer;
import org.upgradeharness.gateway.Transcript;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;

class PartsTest {
    private static final String WHOLE = "/tools?include_inactive=true&limit=0";
    /** The client leaves out a question mark with nothing behind it. */
    private static final String SWITCHED_ON = "/tools";

    private static final String ONE = "{\"name\":\"one\",\"enabled\":true}";
    private static final String OTHER = "{\"name\":\"other\",\"enabled\":true}";

    private final TestServer server = new TestServer();

    @BeforeEach
    void empty() {
        for (String path : Visibility.PATHS) {
            for (String asked : List.of(
                    "",
                    "?include_inactive=true&limit=0",
                    "?tags=upgrade",
                    "?tags=nothing-has-this-tag",
                    "?visibility=private",
                    "?team_id=the-team")) {
                server.answer(path + asked, 200, "[]");
            }
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Sight sight() {
        Seedbed bed = new Seedbed(new Secrets(), "http://upstream", Set.of());
        bed.note("teams.public", "the-team");
        Api api = Api.anonymous(server.url(), Transcript.NONE);
        return new Sight(api, api, bed);
    }

    private static String told(Map<String, JsonNode> seen) {
        return seen.get("GET " + SWITCHED_ON + "?").path("answer").asText();
    }

    @Test
    void whatSomebodyMakesMeanwhileIsNotMissed() {
        server.answerThen(WHOLE, list(ONE), list(ONE, OTHER)).answer(SWITCHED_ON, 200, list(ONE, OTHER));
        assertThat(told(new Parts().observe(sight()))).isEqualTo("what was asked for, and nothing else");
    }

    @Test
    void whatSomebodyDeletesMeanwhileIsNotMissed() {
        server.answerThen(WHOLE, list(ONE, OTHER), list(ONE)).answer(SWITCHED_ON, 200, list(ONE));
        assertThat(told(new Parts().observe(sight()))).isEqualTo("what was asked for, and nothing else");
    }

    @Test
    void whatIsMissingBeforeAndAfterIsMissing() {
        server.answerThen(WHOLE, list(ONE, OTHER), list(OTHER)).answer(SWITCHED_ON, 200, list());
        assertThat(told(new Parts().observe(sight()))).isEqualTo("wrong about [other]");
    }

    @Test
    void whatTheOldReleaseDoesNotTellRightlyIsNoPromise() {
        server.answer(WHOLE, 200, list(ONE)).answer(SWITCHED_ON, 200, list());
        Map<String, JsonNode> promised = new Parts().promises(sight());
        assertThat(promised.get("GET " + SWITCHED_ON + "?")).isEmpty();
        assertThat(promised.get("GET /tools?tags=upgrade")).isNotEmpty();
    }

    private static String list(String... entities) {
        return "[" + String.join(",", entities) + "]";
    }
}
