package org.upgradeharness.witness.contextforge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

class VisibilityTest {
    private static final String BY_ID = "bob at /tools/{id}";

    private final TestServer server = new TestServer();
    private final Seedbed bed = new Seedbed(new Secrets(), "http://upstream", Set.of(Ability.DEFAULT_ROLES.id()));

    @BeforeEach
    void empty() {
        for (String path : Visibility.GRANTABLE) {
            lists("/" + path, "[]");
        }
        bed.note("token.alice", "a");
        bed.note("token.bob", "b");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void lists(String path, String body) {
        server.answer(path + "?include_inactive=true&limit=0", 200, body)
                .answer(path + "?limit=0", 200, body)
                .answer(path, 200, body);
    }

    private Sight sight() {
        Api api = Api.anonymous(server.url(), Transcript.NONE);
        return new Sight(api, api, bed);
    }

    private static String tool(String name) {
        return "{\"id\":\"id-" + name + "\",\"name\":\"" + name
                + "\",\"visibility\":\"public\",\"teamId\":\"t\",\"enabled\":true}";
    }

    @Test
    void whoStoodForTheirsStaysItWhateverOthersMakeMeanwhile() {
        lists("/tools", "[" + tool("one") + "]");
        server.answer("/tools/id-one", 200, "{}");
        Map<String, JsonNode> before = new Visibility().promises(sight());
        lists("/tools", "[" + tool("another") + "," + tool("one") + "]");
        Map<String, JsonNode> after = new Visibility().observe(sight());
        assertThat(before.get(BY_ID).toString()).isEqualTo("{\"one\":\"shown\"}");
        assertThat(after.get(BY_ID)).isEqualTo(before.get(BY_ID));
    }

    @Test
    void aNameThatTwoHaveStandsForNeither() {
        lists("/tools", "[" + tool("one") + "," + tool("one") + "," + tool("two") + "]");
        new Visibility().promises(sight());
        assertThat(server.asked()).contains("GET /tools/id-two").doesNotContain("GET /tools/id-one");
    }

    @Test
    void whatTheOldReleaseGivesAwayByItsIdAloneIsNoPromise() {
        lists("/tools", "[" + tool("one") + "]");
        server.answer("/tools?limit=0", 200, "[]").answer("/tools/id-one", 200, "{}");
        Map<String, JsonNode> before = new Visibility().promises(sight());
        assertThat(before.get(BY_ID)).isEmpty();
        server.answer("/tools/id-one", 403, "{}");
        assertThat(new Visibility().observe(sight()).get(BY_ID)).isEmpty();
    }

    @Test
    void whatIsGivenAwayByItsIdAfterwardsIsSeen() {
        lists("/tools", "[" + tool("one") + "]");
        server.answer("/tools?limit=0", 200, "[]").answer("/tools/id-one", 404, "{}");
        assertThat(new Visibility().promises(sight()).get(BY_ID).toString()).isEqualTo("{\"one\":\"not shown\"}");
        server.answer("/tools/id-one", 200, "{}");
        assertThat(new Visibility().observe(sight()).get(BY_ID).toString()).isEqualTo("{\"one\":\"shown\"}");
    }
}
