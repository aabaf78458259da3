package org.upgradeharness.scenarios.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.upgradeharness.config.JdkHttp;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.kubernetes.ClusterRequest;
import org.upgradeharness.run.DumpRequest;
import org.upgradeharness.run.LoadedProduct;
import org.upgradeharness.run.RunRequest;
import org.upgradeharness.store.Engine;

/**
 * Upgrades of the reference gateway by Helm in a cluster that somebody gives: {@code -Dkubeconfig=FILE}, and
 * {@code -Dkube.load=COMMAND} where its nodes do not have the images. Each takes two to three minutes.
 */
@Isolated("a machine that does something else answers late")
@Tag("kubernetes")
class KubernetesIT {
    private static final LoadedProduct PRODUCT = LoadedProduct.read(Requests.FIXTURES, "reference");
    private static final String ENVIRONMENT = "gateway/templates/environment.yaml";
    private static final String MIGRATION = "gateway/templates/migration.yaml";
    private static final String DEPLOYMENT = "gateway/templates/deployment.yaml";

    @TempDir
    static Path folder;

    private static Path kubeconfig;

    @BeforeAll
    static void aClusterIsGiven() {
        String file = System.getProperty("kubeconfig", "");
        assumeTrue(!file.isEmpty(), "no cluster was given: -Dkubeconfig=FILE names one");
        kubeconfig = Path.of(file);
    }

    private static JsonNode run(String name, String way, FixtureSource fixtures) throws IOException {
        Set<String> before = namespaces();
        JsonNode first = runOnce(name, way, fixtures);
        // A probe that was late says nothing about the product: once more, then.
        JsonNode one = BusyMachine.toldBy(first) ? runOnce(name + "-again", way, fixtures) : first;
        assertThat(namespaces()).as("namespaces afterwards").isEqualTo(before);
        return one;
    }

    private static JsonNode runOnce(String name, String way, FixtureSource fixtures) throws IOException {
        RunRequest request = new RunRequest(
                "reference",
                "1.0.0",
                "1.1.0",
                List.of(),
                List.of(Engine.POSTGRES),
                null,
                Map.of(),
                Map.of(),
                folder.resolve(name),
                Severity.ERROR,
                false,
                1,
                "./upgrade run --product reference",
                DumpRequest.NONE,
                null,
                new ClusterRequest(kubeconfig, null, System.getProperty("kube.load"), null));
        new SuiteRun(
                        Requests.runId(),
                        request,
                        PRODUCT,
                        fixtures,
                        Scenarios.find().select(List.of("UPG-06"), "@way-" + way, "full"))
                .execute(line -> {});
        return new ObjectMapper()
                .readTree(request.report().resolve("report.json").toFile())
                .path("cases")
                .path(0);
    }

    private static Set<String> namespaces() throws IOException {
        JdkHttp.settle();
        Config config = Config.fromKubeconfig(Files.readString(kubeconfig));
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            return client.namespaces().list().getItems().stream()
                    .map(Namespace::getMetadata)
                    .map(m -> m.getName())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** The fixtures with another text in a template of a chart. */
    private static FixtureSource changed(String template, UnaryOperator<String> change) {
        return new FixtureSource() {
            @Override
            public InputStream open(String path) throws IOException {
                return Requests.FIXTURES.open(path);
            }

            @Override
            public <T> T within(String path, Function<Path, T> look) throws IOException {
                return Requests.FIXTURES.within(path, look);
            }

            @Override
            public Map<String, byte[]> files(String path) {
                Map<String, byte[]> files = FixtureSource.super.files(path);
                files.computeIfPresent(
                        template.replaceFirst("^gateway/", ""),
                        (name, content) -> path.equals("charts/gateway")
                                ? edited(new String(content, StandardCharsets.UTF_8))
                                : content);
                return files;
            }

            private byte[] edited(String text) {
                String other = change.apply(text);
                assertThat(other).as("what is planted").isNotEqualTo(text);
                return other.getBytes(StandardCharsets.UTF_8);
            }
        };
    }

    /** Findings as severity, kind and object. */
    private static Set<String> errors(JsonNode one) {
        TreeSet<String> errors = new TreeSet<>();
        one.path("findings").forEach(f -> {
            if (f.path("severity").asText().equals("error")) {
                errors.add(f.path("kind").asText() + " " + f.path("object").asText());
            }
        });
        return errors;
    }

    @Test
    void notOneRequestFailsAndEveryValueArrives() throws IOException {
        JsonNode one = run("helm", "kubernetes", Requests.FIXTURES);
        assertThat(one.path("verdict").asText()).as(one.toString()).isEqualTo("PASSED");
        assertThat(one.path("findings")).isEmpty();
        assertThat(one.path("probe").path("failed").asInt()).isZero();
        assertThat(one.path("probe").path("sent").asInt()).isGreaterThan(500);
        assertThat(one.path("probe").path("ledger").path("acknowledged").asInt())
                .isGreaterThan(20);
        assertThat(one.path("counts").path("tools").path("after").asInt()).isGreaterThan(5);
    }

    @Test
    void whatNeverServesStallsWhileTheServiceStaysUp() throws IOException {
        JsonNode one = run("broken", "kubernetes-broken", Requests.FIXTURES);
        assertThat(one.path("verdict").asText()).as(one.toString()).isEqualTo("PASSED");
        assertThat(one.path("probe").path("failed").asInt()).isZero();
        assertThat(one.path("steps").findValuesAsText("name"))
                .contains("wait until the rollout is said to have stalled")
                .anyMatch(step -> step.startsWith("helm upgrade back to the values of before"));
    }

    @Test
    void aSettingThatNoTemplateReadsIsFound() throws IOException {
        JsonNode one = run(
                "setting-ignored",
                "kubernetes",
                changed(
                        ENVIRONMENT,
                        text -> text.replace(
                                "$value := .Values.settings", "$value := omit .Values.settings \"LOG_LEVEL\"")));
        assertThat(one.path("verdict").asText()).as(one.toString()).isEqualTo("FAILED");
        assertThat(errors(one)).containsExactly("setting-ignored helm value settings.LOG_LEVEL");
    }

    /** No readiness probe and no hook that drains: pods get requests before they can answer, and after they have ended. */
    @Test
    void podsThatAreAskedTooEarlyAndTooLateAreFound() throws IOException {
        JsonNode one = run(
                "neither-ready-nor-drained",
                "kubernetes",
                changed(
                        DEPLOYMENT,
                        text -> text.replaceFirst("(?s) {10}startupProbe:.*?(?= {10}livenessProbe:)", "")
                                .replaceFirst("(?s) {10}lifecycle:.*?(?= {10}resources:)", "")));
        assertThat(one.path("verdict").asText()).as(one.toString()).isEqualTo("FAILED");
        assertThat(errors(one))
                .contains(
                        "outage probe:health",
                        "setting-ignored helm value readyPath",
                        "setting-ignored helm value startSeconds",
                        "setting-ignored helm value drainSeconds");
        assertThat(one.path("probe").path("outages").findValuesAsText("step"))
                .anyMatch(step -> step.startsWith("replace 3 replicas by 1.1.0"));
    }

    /** A rollout that takes pods away before there are new ones. */
    @Test
    void fewerReadyPodsThanReplicasAreFound() throws IOException {
        JsonNode one = run(
                "unavailable",
                "kubernetes",
                changed(
                        DEPLOYMENT,
                        text -> text.replace("maxUnavailable: 0", "maxUnavailable: 1")
                                .replace("maxSurge: 1", "maxSurge: 0")));
        assertThat(one.path("verdict").asText()).as(one.toString()).isEqualTo("FAILED");
        assertThat(errors(one)).contains("not-serving deployment gateway");
        assertThat(one.path("findings").findValuesAsText("expected")).contains("never fewer than 3");
    }

    /** The old release's pods run the new one's image: what is seen of them says nothing of the old release. */
    @Test
    void podsOfAnotherImageThanTheOneAskedForAreBroken() throws IOException {
        JsonNode one = run(
                "another-image",
                "kubernetes",
                changed(
                        DEPLOYMENT,
                        text -> text.replace(
                                "{{ .Values.image | quote }}",
                                "{{ .Values.image | replace \":1.0.0\" \":1.1.0\" | quote }}")));
        assertThat(one.path("verdict").asText()).as(one.toString()).isEqualTo("BROKEN");
        assertThat(one.path("reason").asText())
                .contains("The cluster runs another image under the name upgrade-harness/reference:1.0.0");
    }

    /** The hook fails before anything is replaced: the old pods go on, and what is left is what the old release shows. */
    @Test
    void aMigrationThatFailsInItsHookIsFoundAndNothingElse() throws IOException {
        JsonNode one = run(
                "failing-hook",
                "kubernetes",
                changed(
                        MIGRATION,
                        text -> text.replace(
                                "command: {{ toJson .Values.migration.command }}",
                                "command: [sh, -c, \"echo the database refuses >&2; exit 3\"]")));
        assertThat(one.path("verdict").asText()).as(one.toString()).isEqualTo("FAILED");
        assertThat(errors(one)).containsExactly("migration-failed python -m reference_gateway.bootstrap");
        assertThat(one.path("probe").path("failed").asInt()).isZero();
        assertThat(one.path("steps").findValuesAsText("name"))
                .contains("look at what is left")
                .noneMatch(step -> step.startsWith("replace "));
        try (Stream<Path> evidence = Files.walk(folder.resolve("failing-hook"))) {
            assertThat(evidence.filter(file -> file.getFileName().toString().startsWith("gateway-migration"))
                            .map(KubernetesIT::read))
                    .anyMatch(log -> log.contains("the database refuses"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pods that do not heed SIGTERM, and may not take as long as they say that they drain. */
    @Test
    void podsThatAreKilledInTheirGracePeriodAreFound() throws IOException {
        JsonNode one = run(
                "killed",
                "kubernetes",
                changed(
                        DEPLOYMENT,
                        text -> text.replace(
                                        "terminationGracePeriodSeconds: {{ add .Values.drainSeconds .Values.stopSeconds }}",
                                        "terminationGracePeriodSeconds: 3")
                                .replace(
                                        "command: {{ toJson .Values.command }}",
                                        "command: {{ concat (list \"sh\" \"-c\" \"trap '' TERM; $0 $*; exit\") .Values.command | toJson }}")));
        assertThat(one.path("verdict").asText()).as(one.toString()).isEqualTo("FAILED");
        assertThat(errors(one)).contains("not-serving deployment gateway");
        assertThat(one.path("findings").findValuesAsText("expected"))
                .contains("ends within its grace period after SIGTERM");
    }
}
