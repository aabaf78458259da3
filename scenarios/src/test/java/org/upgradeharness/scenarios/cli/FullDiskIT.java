package org.upgradeharness.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** A run that finds no room for its report says so in one sentence, exits with 3 and leaves nothing running. */
class FullDiskIT {
    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void noRoomForTheReportIsBroken() throws Exception {
        Path report = Files.createDirectories(folder.resolve("report"));
        Files.createSymbolicLink(report.resolve("events.ndjson"), Path.of("/dev/full"));
        Path output = folder.resolve("output.txt");
        Process run = Program.start(
                output,
                "run",
                "--product",
                "reference",
                "--engine",
                "sqlite",
                "--case",
                "UPG-02",
                "--report",
                report.toString());
        assertThat(run.waitFor(180, TimeUnit.SECONDS)).as("it ends by itself").isTrue();
        String said = Files.readString(output);
        assertThat(run.exitValue()).as(said).isEqualTo(3);
        assertThat(said).contains("No space left on device").contains(report.toString());
        assertThat(said).doesNotContain("\tat org.");
        assertThat(DockerClientFactory.lazyClient()
                        .listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(List.of("org.upgradeharness=1"))
                        .exec())
                .noneMatch(c -> c.getLabels().get("org.upgradeharness.owner").startsWith(run.pid() + "/"));
        Files.delete(report.resolve("events.ndjson"));
    }
}
