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
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepIT {
    @TempDir
    Path folder;

    private String[] sweep() {
        return new String[] {
            "sweep",
            "--product",
            "reference",
            "--engine",
            "sqlite",
            "--shard",
            "1/5",
            "--report",
            folder.resolve("report").toString()
        };
    }

    private List<String> points() throws IOException {
        Path file = folder.resolve("report/points.ndjson");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    @Test
    void goesOnWhereItWasKilled() throws Exception {
        Process first = started();
        Awaitility.await("three points to be judged")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !first.isAlive() || points().size() > 3);
        assertThat(first.isAlive()).as(output()).isTrue();
        assertThat(first.destroyForcibly().waitFor(30, TimeUnit.SECONDS)).isTrue();
        int judged = points().size() - 1;

        Called second = Called.with(sweep());
        assertThat(second.code()).as(second.out() + second.err()).isZero();
        assertThat(second.out()).containsPattern("goes on after (" + judged + "|" + (judged - 1) + ") points");
        JsonNode sweep =
                new ObjectMapper().readTree(folder.resolve("report/sweep.json").toFile());
        List<Integer> numbers = new ArrayList<>();
        sweep.path("points").forEach(p -> numbers.add(p.path("n").asInt()));
        assertThat(numbers)
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(judged)
                .allMatch(n -> n % 5 == 1);
        JsonNode summary = sweep.path("summary");
        assertThat(summary.path("points").asInt()).isEqualTo(numbers.size());
        assertThat(summary.path("converged").asInt()).isEqualTo(numbers.size());
        assertThat(folder.resolve("report/index.html")).content().contains("<a href='#p1' class='converged'");
    }

    private Process started() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                "org.upgradeharness.scenarios.cli.Upgrade"));
        Stream.of(sweep()).forEach(command::add);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }
}
