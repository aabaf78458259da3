package org.upgradeharness.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.testcontainers.DockerClientFactory;

/** A sweep that is interrupted, by Ctrl-C and by kill -9, goes on where it was and leaves nothing behind. */
@Isolated("any start sweeps what the killed sweep leaves")
class InterruptedSweepIT {
    @TempDir
    Path folder;

    @Test
    void goesOnWhereItWasInterrupted() throws Exception {
        Process first = sweeping("first.txt", 3);
        // SIGTERM ends it as Ctrl-C does, and is also heard by what was started in the background.
        first.destroy();
        assertThat(first.waitFor(60, TimeUnit.SECONDS)).as("it ends by itself").isTrue();
        assertThat(first.exitValue()).as(output("first.txt")).isEqualTo(3);
        assertThat(output("first.txt"))
                .containsOnlyOnce("upgrade: interrupted; removing what the sweep made")
                .contains("the same command goes on there")
                .doesNotContain("fault of the harness", "Exception", "\tat ");
        assertThat(containers(first)).isEmpty();
        int kept = points().size() - 1;
        assertThat(kept).isGreaterThanOrEqualTo(3);

        Process second = sweeping("second.txt", kept + 3);
        assertThat(second.destroyForcibly().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output("second.txt")).contains("goes on after " + kept + " points that were judged before");
        assertThat(containers(second)).isNotEmpty();
        int judged = points().size() - 1;

        Process third = started("third.txt");
        assertThat(third.waitFor(4, TimeUnit.MINUTES)).as(output("third.txt")).isTrue();
        assertThat(third.exitValue()).as(output("third.txt")).isZero();
        assertThat(output("third.txt")).containsPattern("goes on after \\d+ points");
        assertThat(containers(second)).isEmpty();
        assertThat(containers(third)).isEmpty();
        whole(judged);
    }

    private void whole(int judged) throws IOException {
        JsonNode sweep =
                new ObjectMapper().readTree(folder.resolve("report/sweep.json").toFile());
        List<Integer> numbers = new ArrayList<>();
        sweep.path("points").forEach(p -> numbers.add(p.path("n").asInt()));
        assertThat(numbers)
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(judged)
                .allMatch(n -> n % 4 == 1);
        JsonNode summary = sweep.path("summary");
        assertThat(summary.path("points").asInt()).isEqualTo(numbers.size());
        assertThat(summary.path("converged").asInt()).isEqualTo(numbers.size());
        assertThat(Files.readString(folder.resolve("report/index.html"))).contains("<a href='#p1' class='converged");
    }

    /** A sweep that has judged so many points, in a process of its own, and goes on. */
    private Process sweeping(String output, int atLeast) throws IOException {
        Process sweep = started(output);
        Awaitility.await(atLeast + " points to be judged")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !sweep.isAlive() || points().size() > atLeast);
        assertThat(sweep.isAlive()).as(output(output)).isTrue();
        return sweep;
    }

    private Process started(String output) throws IOException {
        return Program.start(
                folder.resolve(output),
                "sweep",
                "--product",
                "reference",
                "--engine",
                "sqlite",
                "--shard",
                "1/4",
                "--report",
                folder.resolve("report").toString());
    }

    private List<String> points() throws IOException {
        Path file = folder.resolve("report/points.ndjson");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private String output(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    /** The containers of a process: a run's id ends with its number. */
    private static List<String> containers(Process process) {
        return DockerClientFactory.lazyClient()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of("org.upgradeharness.run"))
                .exec()
                .stream()
                .map(c -> c.getLabels().get("org.upgradeharness.run"))
                .filter(run -> run.endsWith("-" + process.pid()))
                .toList();
    }
}
