package org.upgradeharness.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.gateway.Answer;

class EvidenceFolderTest {
    private static final String SECRET = "top-\"secret\"-1234";

    @TempDir
    Path report;

    private final Secrets secrets = new Secrets();

    private EvidenceFolder folder() {
        secrets.register(SECRET);
        return EvidenceFolder.open(report.resolve("evidence").resolve("UPG-01-sqlite"), secrets);
    }

    private String read(String name) throws IOException {
        return Files.readString(report.resolve("evidence/UPG-01-sqlite").resolve(name));
    }

    @Test
    void nothingIsWrittenWithItsSecrets() throws IOException {
        EvidenceFolder folder = folder();
        folder.text("a.txt", "x " + SECRET);
        folder.lines("b.log", List.of("one", "two " + SECRET));
        folder.json("c.json", Map.of("password", SECRET, "at", Instant.EPOCH));
        Consumer<String> sink = folder.sink("d.txt");
        sink.accept("first");
        sink.accept("then " + SECRET);
        folder.transcript("e.txt")
                .exchanged(
                        "POST",
                        "/login?key=" + SECRET,
                        "nobody",
                        "{\"password\":\"top-\\\"secret\\\"-1234\"}",
                        new Answer(200, MissingNode.getInstance(), "{\"token\":\"" + SECRET + "\"}"));
        assertThat(read("a.txt")).isEqualTo("x *****");
        assertThat(read("b.log")).isEqualTo("one\ntwo *****\n");
        assertThat(read("c.json")).contains("\"*****\"", "1970-01-01T00:00:00Z");
        assertThat(read("d.txt")).isEqualTo("first\nthen *****\n");
        assertThat(read("e.txt"))
                .contains(
                        "POST /login?key=***** as nobody -> 200",
                        "> {\"password\":\"*****\"}",
                        "< {\"token\":\"*****\"}")
                .doesNotContain("secret");
    }

    @Test
    void aLongBodyIsCutButNotInsideASecret() throws IOException {
        EvidenceFolder folder = folder();
        String body = "x".repeat(20_000 - 9) + SECRET + "y".repeat(100);
        folder.transcript("http.txt")
                .exchanged("GET", "/", "nobody", null, new Answer(200, MissingNode.getInstance(), body));
        assertThat(read("http.txt"))
                .contains("characters)")
                .doesNotContain("top-")
                .hasSizeLessThan(21_000);
    }

    @Test
    void textReplacesAndSinksGoOn() throws IOException {
        EvidenceFolder folder = folder();
        folder.text("a.txt", "a long first text");
        folder.text("a.txt", "short");
        assertThat(read("a.txt")).isEqualTo("short");
    }

    @Test
    void saysWhatToDoWhenItCannotBeWritten() throws IOException {
        Path file = Files.writeString(report.resolve("file"), "");
        assertThatThrownBy(() -> EvidenceFolder.open(file.resolve("evidence"), secrets))
                .isInstanceOf(BrokenEnvironment.class)
                .hasMessageMatching(
                        "The report cannot be written: .*: .*; make room there or name another folder with --report\\.");
        EvidenceFolder folder = folder();
        Files.createDirectory(report.resolve("evidence/UPG-01-sqlite/taken.txt"));
        assertThatThrownBy(() -> folder.text("taken.txt", "x"))
                .isInstanceOf(BrokenEnvironment.class)
                .hasMessageStartingWith("The report cannot be written: ");
    }
}
