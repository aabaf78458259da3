package org.upgradeharness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.upgradeharness.witness.EndpointAnswer;
import org.upgradeharness.witness.Observation;

class AdmissionTest {
    private static final Map<String, Integer> BEFORE =
            Map.of("/tools", 200, "/users", 403, "/metrics", 401, "/health", 200, "/broken", 500, "/gone", 200);

    private static Map<String, EndpointAnswer> answers(Map<String, Integer> statuses) {
        return statuses.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> new EndpointAnswer(e.getValue(), true)));
    }

    private static Observation seen(Map<String, Integer> admin, Map<String, Integer> bob) {
        return new Observation(Map.of(), answers(admin), Map.of("bob", answers(bob)), Map.of(), "1");
    }

    private static List<String> changed(Map<String, Integer> changes) {
        Map<String, Integer> after = new TreeMap<>(BEFORE);
        after.putAll(changes);
        Observation old = seen(Map.of("/tools", 200, "/gone", 200), BEFORE);
        Observation now = seen(Map.of("/tools", 200, "/gone", 404), after);
        return Admission.changed(old, now, Endpoints.worse(old.endpoints(), now.endpoints())).stream()
                .map(f -> f.severity() + " " + f.kind().id() + " " + f.object() + " " + f.key() + " " + f.expected()
                        + " " + f.found())
                .toList();
    }

    @Test
    void whoIsLetInNewlyIsFoundAsWellAsWhoIsKeptOutNewly() {
        assertThat(changed(Map.of())).isEmpty();
        assertThat(changed(Map.of("/users", 200, "/metrics", 204)))
                .containsExactlyInAnyOrder(
                        "ERROR visibility-changed GET /users bob 403 200",
                        "ERROR visibility-changed GET /metrics bob 401 204");
        assertThat(changed(Map.of("/tools", 403))).containsExactly("ERROR endpoint-worse GET /tools bob 200 403");
        assertThat(changed(Map.of("/health", 500))).containsExactly("ERROR endpoint-worse GET /health bob 200 500");
        assertThat(changed(Map.of("/health", 0)))
                .containsExactly("ERROR endpoint-worse GET /health bob 200 no complete answer");
    }

    /** One refusal for another, what was broken for everybody, and what the administrator lacks too. */
    @Test
    void anotherRefusalAndWhatIsWorseForEverybodyAreNotToldHere() {
        assertThat(changed(Map.of("/users", 401, "/metrics", 404, "/broken", 200, "/gone", 404)))
                .isEmpty();
        assertThat(Admission.answered(answers(BEFORE))).containsExactlyInAnyOrder("/tools", "/health", "/gone");
        assertThat(Admission.told(answers(BEFORE)))
                .containsExactlyInAnyOrder("/tools", "/users", "/metrics", "/health", "/gone");
    }
}
