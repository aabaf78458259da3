package org.upgradeharness.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.testcontainers.DockerClientFactory;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.docker.ContainerEngine;
import org.upgradeharness.docker.Sweep;

/** A run that is stopped in the middle says so, and leaves nothing or what the next start removes. */
@Isolated("any start sweeps what the killed run leaves")
class InterruptionIT {
    @TempDir
    Path folder;

    @Test
    void ctrlCRemovesEverythingAndExitsWith3() throws Exception {
        Process run = startUntilTheGatewayStarts();
        String id = runId();
        assertThat(containers(id)).isNotEmpty();
        signal("INT", run);
        assertThat(run.waitFor(90, TimeUnit.SECONDS)).as("it ends by itself").isTrue();
        assertThat(run.exitValue()).as(output()).isEqualTo(3);
        assertThat(output()).contains("interrupted");
        assertThat(report().path("verdict").asText()).isEqualTo("BROKEN");
        assertThat(report().path("headline").asText()).contains("interrupted");
        assertThat(containers(id)).isEmpty();
        assertThat(networks(id)).isEmpty();
        assertThat(temporary(id)).doesNotExist();
    }

    @Test
    void whatAKilledRunLeavesIsSweptAtTheNextStart() throws Exception {
        Process run = startUntilTheGatewayStarts();
        String id = runId();
        run.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        assertThat(report().path("verdict").asText()).isEqualTo("BROKEN");
        assertThat(report().path("headline").asText()).contains("did not finish");
        assertThat(containers(id)).isNotEmpty();
        Sweep.Swept swept = new Sweep(ContainerEngine.connect(HostEnvironment.current())).deadRuns();
        assertThat(swept.left()).isEmpty();
        assertThat(containers(id)).isEmpty();
        assertThat(networks(id)).isEmpty();
        assertThat(temporary(id)).doesNotExist();
    }

    private Process startUntilTheGatewayStarts() throws IOException {
        Process run = Program.start(
                folder.resolve("output.txt"),
                "run",
                "--engine",
                "sqlite",
                "--case",
                "UPG-01",
                "--report",
                folder.resolve("report").toString());
        Awaitility.await("the old gateway to start")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> !run.isAlive() || events().contains("install and start"));
        assertThat(run.isAlive()).as(output()).isTrue();
        Awaitility.await("its container")
                .atMost(Duration.ofSeconds(30))
                .until(() -> containers(runId()).size() >= 2);
        return run;
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private String events() throws IOException {
        Path events = folder.resolve("report/events.ndjson");
        return Files.exists(events) ? Files.readString(events) : "";
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }

    private JsonNode report() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("report/report.json").toFile());
    }

    private String runId() throws IOException {
        return report().path("run").path("id").asText();
    }

    private static Path temporary(String id) {
        return Path.of(System.getProperty("java.io.tmpdir"), "upgrade-harness", id);
    }

    private static List<?> containers(String id) {
        return DockerClientFactory.lazyClient()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of("org.upgradeharness.run=" + id))
                .exec();
    }

    private static List<?> networks(String id) {
        return DockerClientFactory.lazyClient()
                .listNetworksCmd()
                .withFilter("label", List.of("org.upgradeharness.run=" + id))
                .exec();
    }
}
