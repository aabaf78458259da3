package org.upgradeharness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.UsageError;

class ExtraSqlTest {
    @TempDir
    Path folder;

    private Path file(String text, Charset charset) throws IOException {
        return Files.writeString(folder.resolve("extra.sql"), text, charset);
    }

    @Test
    void statementsInUtf8AreTaken() throws IOException {
        Path file = file("INSERT INTO tools VALUES ('für')", StandardCharsets.UTF_8);
        assertThat(ExtraSql.read(file).text()).contains("für");
    }

    @Test
    void whatCannotBeReadOrSaysNothingIsRefused() throws IOException {
        refused(
                file("INSERT INTO tools VALUES ('für')", StandardCharsets.ISO_8859_1),
                "is not written in UTF-8; convert");
        refused(file("-- nothing here\n;\n", StandardCharsets.UTF_8), "holds no statement: nothing would be tried.");
        refused(folder.resolve("gone.sql"), "cannot be read.");
        refused(folder, "cannot be read.");
    }

    @Test
    void whatTheOldReleaseCannotShowIsToldWithTheFile() throws IOException {
        Path file = file("UPDATE tools SET headers = '{'", StandardCharsets.UTF_8);
        ExtraSql extra = ExtraSql.read(file);
        assertThat(extra.<String>shown("1.0.0rc1", () -> "seen")).isEqualTo("seen");
        assertThatThrownBy(() -> extra.shown("1.0.0rc1", () -> {
                    throw new BrokenEnvironment("GET /tools was answered with 500");
                }))
                .isInstanceOf(BrokenEnvironment.class)
                .hasMessageStartingWith("With the data of " + file
                        + " after --sql 1.0.0rc1 itself fails: GET /tools was answered with 500")
                .hasMessageEndingWith("evidence.");
    }

    private static void refused(Path file, String why) {
        assertThatThrownBy(() -> ExtraSql.read(file))
                .isInstanceOf(UsageError.class)
                .hasMessageStartingWith("The SQL file " + file + " after --sql " + why);
    }
}
