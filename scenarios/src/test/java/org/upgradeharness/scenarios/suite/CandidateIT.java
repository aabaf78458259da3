package org.upgradeharness.scenarios.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.docker.ContainerEngine;
import org.upgradeharness.docker.Labels;
import org.upgradeharness.docker.ReleaseImages;
import org.upgradeharness.docker.ReleaseRequest;
import org.upgradeharness.product.Product;
import org.upgradeharness.product.StartSpec;
import org.upgradeharness.report.Outcome;
import org.upgradeharness.run.LoadedProduct;
import org.upgradeharness.store.Engine;

/** Candidate images named by the user: one that never becomes ready, one that dies, and one that is the old release. */
class CandidateIT {
    /** Seconds: long enough for a right release on a busy machine. */
    private static final int PATIENCE = 50;

    private static final String NAME = "upgrade-harness-test/candidate";

    @TempDir
    Path folder;

    private static String ga;

    @BeforeAll
    static void image() {
        Product product = Requests.contextForge().product();
        ga = ReleaseImages.of(
                        ContainerEngine.connect(HostEnvironment.current()),
                        product,
                        Requests.FIXTURES,
                        Labels.of(Requests.runId()),
                        HostEnvironment.current(),
                        line -> {})
                .obtain(ReleaseRequest.parse("GA", product))
                .name();
    }

    @AfterAll
    static void remove() {
        for (String tag : List.of("hangs", "dies")) {
            DockerClientFactory.lazyClient().removeImageCmd(NAME + ":" + tag).exec();
        }
    }

    @Test
    void oneThatNeverBecomesReadyFails() throws IOException {
        Outcome outcome = run("RC1", candidate("hangs", "exec sleep 600"));
        assertThat(outcome.exitCode()).as(outcome.headline()).isEqualTo(1);
        assertThat(finding("not-serving").path("found").asText()).contains("was not ready within " + PATIENCE + " s");
    }

    @Test
    void oneThatDiesFailsAtOnceWithItsLastWords() throws IOException {
        Outcome outcome = run("RC1", candidate("dies", "echo no luck today; exit 7"));
        assertThat(outcome.exitCode()).as(outcome.headline()).isEqualTo(1);
        assertThat(finding("not-serving").path("found").asText())
                .contains("exit code 7")
                .contains("no luck today");
    }

    @Test
    void theSameImageTwiceSaysNothing() {
        Outcome outcome = run("GA", "image=" + ga);
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.headline()).contains("same image");
    }

    private static String candidate(String tag, String script) {
        return "image="
                + new ImageFromDockerfile(NAME + ":" + tag, false)
                        .withDockerfileFromBuilder(b -> b.from(ga)
                                .user("0")
                                .run("printf '#!/bin/sh\\n" + script + "\\n' > /app/.venv/bin/mcpgateway")
                                .user("1001")
                                .build())
                        .get();
    }

    private Outcome run(String from, String to) {
        LoadedProduct loaded = Requests.contextForge();
        return new SuiteRun(
                        Requests.runId(),
                        Requests.between(from, to, List.of(Engine.SQLITE), folder.resolve("report")),
                        new LoadedProduct(impatient(loaded.product()), loaded.rules()),
                        Requests.FIXTURES,
                        Scenarios.find().select(List.of("UPG-01"), "@way-own-start", "standard"))
                .execute(line -> {});
    }

    private static Product impatient(Product p) {
        StartSpec start = new StartSpec(
                p.start().command(), p.start().port(), PATIENCE, 10, p.start().ready());
        return new Product(
                p.name(),
                p.title(),
                p.packageName(),
                p.aliases(),
                p.defaults(),
                p.image(),
                start,
                p.databaseUrl(),
                p.settings(),
                p.secrets(),
                p.migrators(),
                p.alembic(),
                p.settingsProbe(),
                p.configurations(),
                p.streams(),
                p.lacks(),
                p.features(),
                p.allowedChanges(),
                p.apiChanges(),
                p.logAllowed(),
                p.goingBack(),
                p.rolling());
    }

    private JsonNode finding(String kind) throws IOException {
        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("report/report.json").toFile());
        for (JsonNode finding : report.path("cases").path(0).path("findings")) {
            if (finding.path("kind").asText().equals(kind)) {
                return finding;
            }
        }
        throw new AssertionError("no finding of kind " + kind + " in " + report.path("cases"));
    }
}
