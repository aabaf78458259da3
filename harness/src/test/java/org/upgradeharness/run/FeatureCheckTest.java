package org.upgradeharness.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.gateway.TestServer;
import org.upgradeharness.gateway.Transcript;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.product.Feature;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.witness.Operation;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Session;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;

class FeatureCheckTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer()
                .answer("/openapi.json", 200, "{\"paths\":{\"/auth/logout\":{\"post\":{}}}}")
                .answer("/ready", 200, "{\"items\":[{\"name\":\"database\"}]}")
                .answer("/rpc", 201, "{}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<Finding> missing(Feature.Check check) {
        Api anonymous = Api.anonymous(server.url(), Transcript.NONE);
        Sight sight = new Sight(
                anonymous, anonymous.as("administrator", "token"), new Seedbed(new Secrets(), "", java.util.Set.of()));
        Feature feature = new Feature("logging out", Version.parse("1.0.0"), "CHANGELOG 1.0.0", check);
        return new FeatureCheck(sight, new Documented()).missing(List.of(feature));
    }

    private static Feature.Check documented(String endpoint) {
        return new Feature.Check(endpoint, null, null, null, false, null, null);
    }

    private static Feature.Check get(String path, boolean anonymous, Integer status, String field) {
        return new Feature.Check(null, path, null, null, anonymous, status, field);
    }

    @Test
    void seesWhatIsDocumented() {
        assertThat(missing(documented("POST /auth/logout"))).isEmpty();
        assertThat(missing(documented("GET /auth/logout"))).singleElement().satisfies(f -> {
            assertThat(f.kind()).isEqualTo(Kind.FEATURE_MISSING);
            assertThat(f.object()).isEqualTo("logging out");
            assertThat(f.key()).isEqualTo("since 1.0.0");
            assertThat(f.expected()).isEqualTo("CHANGELOG 1.0.0");
            assertThat(f.found()).isEqualTo("GET /auth/logout is not in the release's description of its API");
        });
    }

    @Test
    void seesWhatAnswers() {
        assertThat(missing(get("/ready", true, 200, "/items/0/name"))).isEmpty();
        assertThat(missing(get("/ready", true, 200, "/items/1/name")))
                .singleElement()
                .extracting(Finding::found)
                .isEqualTo("GET /ready has no field /items/1/name");
        assertThat(missing(get("/gone", true, 200, null)))
                .singleElement()
                .extracting(Finding::found)
                .asString()
                .startsWith("GET /gone was answered with 404");
    }

    @Test
    void sendsWhatItIsTold() throws JsonProcessingException {
        JsonNode body = JSON.readTree("{\"method\":\"ping\"}");
        assertThat(missing(new Feature.Check(null, null, "/rpc", body, false, 201, null)))
                .isEmpty();
        assertThat(missing(new Feature.Check(null, null, "/rpc", body, false, 200, null)))
                .singleElement()
                .extracting(Finding::found)
                .isEqualTo("POST /rpc was answered with 201 {}");
        assertThat(server.bodies()).containsOnly("{\"method\":\"ping\"}");
    }

    @Test
    void asksAsWhomItIsTold() {
        missing(get("/ready", true, 200, null));
        missing(get("/ready", false, 200, null));
        assertThat(server.tokens("/ready")).containsExactly("nobody", "Bearer token");
    }

    @Test
    void aGatewayThatIsGoneHasNoFeature() {
        server.close();
        assertThat(missing(get("/ready", true, 200, null)))
                .singleElement()
                .extracting(Finding::found)
                .asString()
                .startsWith("GET /ready was answered with no answer");
    }

    /** Asks the test server for its description. */
    private static final class Documented implements Session {
        @Override
        public Api administrator(Api anonymous, Map<String, String> settings, Seedbed bed) {
            return anonymous;
        }

        @Override
        public List<String> ownSettings() {
            return List.of();
        }

        @Override
        public Map<String, String> administratorIn(StoreReader data) {
            return Map.of();
        }

        @Override
        public Answer login(Api anonymous, Map<String, String> settings, Seedbed bed) {
            return anonymous.get("/login");
        }

        @Override
        public Optional<Sight> settled(Api anonymous, Seedbed bed) {
            return Optional.empty();
        }

        @Override
        public Api privileged(Sight sight) {
            return sight.admin();
        }

        @Override
        public Map<String, Api> others(Sight sight) {
            return Map.of();
        }

        @Override
        public String reportedVersion(Api admin) {
            return "";
        }

        @Override
        public List<Operation> documented(Api admin) {
            return List.of();
        }

        @Override
        public boolean passesOn(String path) {
            return false;
        }

        @Override
        public void reserved(Trial trial) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> atSeeded(Operation operation, Seedbed bed) {
            return Optional.empty();
        }

        @Override
        public JsonNode description(Api admin) {
            return admin.get("/openapi.json").body();
        }
    }
}
