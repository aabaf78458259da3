package org.upgradeharness.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Transcript;

class ExposureTest {
    private final Secrets secrets = new Secrets();
    private final String secret = secrets.fresh(28);
    private final Exposure exposure = new Exposure(secrets, path -> path.startsWith("/mcp"), Transcript.NONE);

    private void answered(String method, String path, String as, String body, String text) {
        exposure.exchanged(method, path, as, body, new Answer(200, MissingNode.getInstance(), text));
    }

    @Test
    void anAnswerThatTellsASecretIsToldByWhatWasAskedAndByWhom() {
        answered("GET", "/tools/0f3a/x?limit=1", "bob", null, "{\"auth\": \"" + secret + "\"}");
        answered("GET", "/teams/", "admin@example.com", null, secret);
        assertThat(exposure.told()).containsExactly("GET /teams/ as administrator", "GET /tools/{}/x as bob");
    }

    @Test
    void whatTheRequestCarriedAndWhatSomebodyBehindTheGatewayTellsIsNotTold() {
        answered("POST", "/tools", "bob", "{\"token\": \"" + secret + "\"}", secret);
        answered("POST", "/mcp", "bob", "{}", secret);
        answered("GET", "/tools", "bob", null, "nothing secret");
        assertThat(exposure.told()).isEmpty();
    }

    @Test
    void aSecretInTheLogIsFoundUnlessItWasPartOfAPath() {
        assertThat(exposure.inLog(List.of("login with " + secret)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind().id()).isEqualTo("secret-exposed");
                    assertThat(finding.found()).isEqualTo("login with *****");
                });
        answered("POST", "/invitations/" + secret + "/accept", "bob", null, "");
        assertThat(exposure.inLog(List.of("POST /invitations/" + secret + "/accept")))
                .isEmpty();
    }

    @Test
    void onlyWhatWasNotToldBeforeIsAFinding() {
        assertThat(Exposure.newly(
                        "told in an answer", Set.of("GET /a as bob"), Set.of("GET /a as bob", "GET /b as bob")))
                .extracting(finding -> finding.object())
                .containsExactly("GET /b as bob");
    }
}
