package org.upgradeharness.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.upgradeharness.config.HostEnvironment;

/** After a kill -9 nothing of a run stays behind, and nothing of a living one goes. */
class SweepIT {
    private static final String RUN = "sweep-it-" + ProcessHandle.current().pid();

    private final HostEnvironment environment = HostEnvironment.current();
    private final ContainerEngine engine = ContainerEngine.connect(environment);

    @Test
    void removesWhatAKilledRunLeftAndLeavesALivingRunAlone() throws IOException, InterruptedException {
        Process leaver = leaver();
        try (BufferedReader said = leaver.inputReader(StandardCharsets.UTF_8)) {
            String line = said.readLine();
            while (line != null && !line.equals("left")) {
                line = said.readLine();
            }
            assertThat(line).isEqualTo("left");
            Sweep sweep = new Sweep(engine);
            assertThat(sweep.deadRuns().removed()).noneMatch(thing -> thing.contains(RUN));

            leaver.destroyForcibly();
            assertThat(leaver.waitFor(10, TimeUnit.SECONDS)).isTrue();
            Sweep.Swept swept = sweep.deadRuns();
            assertThat(swept.left()).isEmpty();
            assertThat(swept.removed())
                    .filteredOn(thing -> thing.contains(RUN))
                    .hasSize(4)
                    .anyMatch(thing -> thing.startsWith("container " + RUN))
                    .anyMatch(thing -> thing.equals("network " + RUN))
                    .anyMatch(thing -> thing.equals("volume " + RUN))
                    .anyMatch(thing -> thing.startsWith("temporary folder "));
            assertThat(engine.client()
                            .listContainersCmd()
                            .withShowAll(true)
                            .withLabelFilter(Map.of(Labels.RUN, RUN))
                            .exec())
                    .isEmpty();
        } finally {
            leaver.destroyForcibly();
        }
    }

    /** A run that begins beside a sweep has a folder before that names its owner. */
    @Test
    void aFolderThatIsBeingMadeStaysAndOneThatNobodyEverOwnedGoes() throws IOException {
        Path folder = Files.createDirectories(RunFolder.root().resolve(RUN + "-being-made"));
        Sweep sweep = new Sweep(engine);
        assertThat(sweep.deadRuns().removed()).noneMatch(thing -> thing.endsWith(folder.toString()));
        assertThat(folder).exists();
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
        assertThat(sweep.deadRuns().removed()).contains("temporary folder " + folder);
        assertThat(folder).doesNotExist();
    }

    private Process leaver() throws IOException {
        String image = new BaseImages(
                        new ImageBuilder(engine, Labels.of(RUN), environment, line -> {}),
                        new Pull(new EngineImages(engine), new RegistryReach(engine.info()), line -> {}),
                        Workshop.FIXTURES,
                        Labels.of(RUN))
                .python();
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Leaver.class.getName(),
                        RUN,
                        image))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
