package org.upgradeharness.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pair without a verdict is run, and is proven from then on, until something that it came from is another. */
class MatrixIT {
    @TempDir
    Path reports;

    private Called matrix(String... more) {
        return Called.with(Stream.concat(
                        Stream.of(
                                "matrix",
                                "--product",
                                "reference",
                                "--releases",
                                "RC1,GA",
                                "--engine",
                                "sqlite",
                                "--case",
                                "UPG-01",
                                "--tier",
                                "quick",
                                "--reports",
                                reports.toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void runsWhatIsMissingAndKnowsItAfterwards() throws Exception {
        Called before = matrix("--missing", "--dry-run");
        assertThat(before.out())
                .contains("no verdict", "1. 1.0.0rc1→1.0.0 on sqlite: UPG-01 own-start")
                .doesNotContain("proven\n");
        assertThat(reports).isEmptyDirectory();

        Called run = matrix("--missing");
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(matrix().out()).contains("1 proven");
        assertThat(matrix("--missing").out()).contains("Nothing is missing.");

        Path report = reports.resolve("latest").toRealPath().resolve("report.json");
        String told = Files.readString(report);
        Files.writeString(report, told.replaceAll("(\"product.yaml\" : \"sha256:)..", "$1xx"));
        assertThat(matrix().out()).contains("out of date: product.yaml has changed", "0 proven");
        Files.writeString(report, told.replaceAll("(\"digest\" : \"sha256:)..", "$1xx"));
        assertThat(matrix().out()).contains("another image of 1.0.0rc1 (xx", "0 proven");
        Files.writeString(report, told.substring(0, 100));
        Called foreign = matrix();
        assertThat(foreign.err()).contains(report + " is skipped: it is no JSON (");
        assertThat(foreign.out()).contains("no verdict");
        assertThat(foreign.code()).isZero();
    }
}
