package org.upgradeharness.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.gateway.TestServer;
import org.upgradeharness.gateway.Transcript;
import org.upgradeharness.witness.Operation;
import org.upgradeharness.witness.Reception;

class RightsTest {
    private static final Operation DELETE = new Operation("DELETE", "/tools/{id}");

    private static List<String> changed(Reception before, Reception after, int atSomething, String... told) {
        return Rights.changed(
                        Map.of("bob", Map.of(DELETE, before)),
                        Map.of("bob", Map.of(DELETE, after)),
                        Set.of(told),
                        (who, operation) -> atSomething == 0
                                ? Optional.empty()
                                : Optional.of(new Answer(atSomething, MissingNode.getInstance(), "")))
                .stream()
                .map(f -> f.severity() + " " + f.kind().id() + " " + f.object() + " " + f.key() + ": " + f.expected()
                        + ", " + f.found())
                .toList();
    }

    private static Reception answered(int status) {
        return new Reception(status, false);
    }

    @Test
    void whoeverGetsInAtWhatIsThereIsFound() {
        String in = "ERROR visibility-changed DELETE /tools/{id} bob: refused with 403, ";
        assertThat(changed(answered(403), answered(204), 0)).containsExactly(in + "204");
        assertThat(changed(answered(403), answered(404), 200)).containsExactly(in + "200");
        assertThat(changed(answered(403), answered(404), 403)).isEmpty();
        assertThat(changed(answered(403), answered(401), 0)).isEmpty();
    }

    @Test
    void whereNothingIsThereToSeeItIsAWarning() {
        String later = "WARNING visibility-changed DELETE /tools/{id} bob: refused with 401, 404";
        assertThat(changed(answered(401), answered(404), 0)).containsExactly(later);
        assertThat(changed(answered(401), answered(404), 422)).containsExactly(later);
    }

    @Test
    void anOperationThatIsGoneIsFoundUnlessItWasToldBefore() {
        Reception gone = new Reception(404, true);
        assertThat(changed(answered(403), gone, 0))
                .containsExactly("ERROR endpoint-worse DELETE /tools/{id} : answered, no such operation");
        assertThat(changed(answered(404), gone, 0)).hasSize(1);
        assertThat(changed(answered(403), gone, 0, "DELETE /tools/{tool_id}")).isEmpty();
        assertThat(changed(gone, answered(200), 0)).isEmpty();
    }

    /** POST that names something may change it: only a GET is tried there. */
    @Test
    void aRefusalThatIsOfTheIdSaysNothingOfWhoAsks() {
        List<Operation> operations = List.of(
                new Operation("DELETE", "/tools/{id}"),
                new Operation("GET", "/prompts/{id}"),
                new Operation("GET", "/tools/{id}"),
                new Operation("POST", "/prompts/{id}"),
                new Operation("PUT", "/servers/{id}"));
        String none = "0".repeat(32);
        String another = "f".repeat(32);
        try (TestServer server = new TestServer()
                .answer("/prompts/" + none, 403, "")
                .answer("/prompts/" + another, 403, "")
                .answer("/servers/" + none, 403, "")
                .answer("/servers/" + another, 404, "none")
                .answer("/tools/" + none, 403, "")
                .answer("/tools/" + another, 403, "")
                .answer("/prompts/seeded", 422, "")
                .answer("/tools/seeded", 403, "")) {
            Map<String, Map<Operation, Reception>> before = Rights.before(
                    Map.of("bob", Api.anonymous(server.url(), Transcript.NONE)),
                    operations,
                    operation -> Optional.of(operation.path().replace("{id}", "seeded")));
            assertThat(before.get("bob"))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            operations.get(0), answered(403),
                            operations.get(1), answered(422),
                            operations.get(2), answered(403),
                            operations.get(3), answered(422),
                            operations.get(4), answered(404)));
            assertThat(server.asked()).doesNotContain("POST /prompts/seeded", "DELETE /tools/seeded");
        }
    }

    @Test
    void whatFailsNewlyIsAWarning() {
        assertThat(changed(answered(404), answered(500), 0))
                .containsExactly("WARNING endpoint-worse DELETE /tools/{id} bob: 404, 500");
        assertThat(changed(answered(500), answered(0), 0)).isEmpty();
    }

    @Test
    void whatIsDocumentedNoMoreIsAWarningUnlessItIsGone() throws Exception {
        JsonNode described =
                new ObjectMapper().readTree("{'paths': {'/tools/{tool_id}': {'get': {}}}}".replace('\'', '"'));
        assertThat(undocumented(answered(403), described)).containsExactly("WARNING DELETE /tools/{id}");
        assertThat(undocumented(answered(403), described, "DELETE /tools/{tool_id}"))
                .isEmpty();
        assertThat(undocumented(new Reception(404, true), described)).isEmpty();
        ((ObjectNode) described.path("paths").path("/tools/{tool_id}")).putObject("delete");
        assertThat(undocumented(answered(403), described)).isEmpty();
        JsonNode versions = new ObjectMapper().readTree("{\"paths\": {\"/v1/tools/{tool_id}\": {\"delete\": {}}}}");
        assertThat(undocumented(answered(403), versions)).isEmpty();
    }

    private static List<String> undocumented(Reception now, JsonNode described, String... told) {
        return Rights.undocumented(Map.of("bob", Map.of(DELETE, now)), described, Set.of(told)).stream()
                .map(f -> f.severity() + " " + f.object())
                .toList();
    }
}
