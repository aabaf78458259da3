package org.upgradeharness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.timeline.Event;

class ReportFolderTest {
    private final ObjectMapper json = new ObjectMapper();
    private final Secrets secrets = new Secrets();

    @TempDir
    Path temp;

    private JsonNode report(Path folder) throws IOException {
        return json.readTree(Files.readString(folder.resolve("report.json")));
    }

    private void tell(Path folder, List<Event> events) {
        try (ReportFolder report = ReportFolder.open(folder, secrets)) {
            events.forEach(report);
        }
    }

    @Test
    void aWholeRunLeavesAllFilesAndEveryEvent() throws IOException {
        Path folder = temp.resolve("reports/one");
        tell(folder, Samples.run());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "events.ndjson", "report.json", "junit.xml", "summary.md", "runbook.md", "index.html");
        }
        List<String> lines = Files.readAllLines(folder.resolve("events.ndjson"));
        assertThat(lines).hasSameSizeAs(Samples.run());
        assertThat(json.readTree(lines.get(0)).path("event").asText()).isEqualTo("run-started");
        assertThat(json.readTree(lines.get(0)).path("at").asText()).isEqualTo("2026-01-05T12:03:00Z");
        assertThat(report(folder).path("verdict").asText()).isEqualTo("FAILED");
        assertThat(report(folder).path("run").path("seconds").asDouble()).isEqualTo(39.5);
        assertThat(report(folder).path("remarks")).hasSize(1);
        assertThat(report(folder).path("cases").path(1).path("findings")).hasSize(3);
    }

    @Test
    void whatWasDoneAheadOfACaseBelongsToIt() throws IOException {
        tell(
                temp,
                List.of(
                        Samples.runStarted(),
                        new Event.StepEnded(Samples.at(2), Samples.FRESH, Samples.step("done ahead", 1, 1)),
                        new Event.CaseStarted(Samples.at(3), Samples.FRESH),
                        new Event.StepEnded(Samples.at(5), Samples.FRESH, Samples.step("done in time", 4, 1))));
        assertThat(report(temp).path("cases")).hasSize(1);
        assertThat(report(temp).path("cases").path(0).path("steps")).hasSize(2);
    }

    @Test
    void aRunThatWasKilledSaysSo() throws IOException {
        List<Event> events = Samples.run();
        Event lastStep = events.stream()
                .filter(e -> e instanceof Event.StepStarted s && s.name().equals("compare every row"))
                .findFirst()
                .orElseThrow();
        tell(temp, events.subList(0, events.indexOf(lastStep) + 1));
        JsonNode report = report(temp);
        assertThat(report.path("verdict").asText()).isEqualTo("BROKEN");
        assertThat(report.path("exitCode").asInt()).isEqualTo(3);
        assertThat(report.path("headline").asText())
                .isEqualTo("BROKEN: the run did not finish: last heard of 12:03:34 UTC in step \"compare every row\""
                        + " of UPG-01 own-start [postgres]");
        JsonNode open = report.path("cases").path(0);
        assertThat(open.path("verdict").asText()).isEqualTo("BROKEN");
        assertThat(open.path("reason").asText()).isEqualTo("did not finish; its last step was \"compare every row\"");
        assertThat(open.path("repeat").asText())
                .isEqualTo("./upgrade run --from RC1 --to GA --case UPG-01 --engine postgres --tags @way-own-start");
        assertThat(open.path("steps")).hasSize(6);
        assertThat(open.path("steps").path(5).path("outcome").asText()).isEqualTo("did not finish");
    }

    @Test
    void aCaseThatNeverEndedIsListedEvenIfTheRunEnded() throws IOException {
        List<Event> events = List.of(
                Samples.runStarted(),
                new Event.CaseStarted(Samples.at(1), Samples.SQLITE),
                Samples.run().get(Samples.run().size() - 1));
        tell(temp, events);
        assertThat(report(temp).path("cases").path(0).path("reason").asText()).isEqualTo("did not finish");
    }

    @Test
    void anOldReportUnderTheSameNameIsGoneAtOnce() throws IOException {
        tell(temp, Samples.run());
        tell(temp, List.of());
        assertThat(temp.resolve("report.json")).doesNotExist();
        assertThat(temp.resolve("events.ndjson")).isEmptyFile();
    }

    @Test
    void theEvidenceOfAnOldReportIsGoneWithIt() throws IOException {
        tell(temp, Samples.run());
        Path old = Files.createDirectories(temp.resolve("evidence/UPG-01")).resolve("http.txt");
        Files.writeString(old, "of an earlier run");
        tell(temp, Samples.run());
        assertThat(old).doesNotExist();
    }

    @Test
    void aFolderOfThatNameWithoutAReportIsSomebodyElses() throws IOException {
        Path theirs = Files.createDirectories(temp.resolve("evidence")).resolve("letter.txt");
        Files.writeString(theirs, "dear");
        tell(temp, Samples.run());
        assertThat(theirs).hasContent("dear");
    }

    @Test
    void aFolderBelowAFileIsRefusedInOneSentence() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        assertThatThrownBy(() -> ReportFolder.open(file.resolve("report"), secrets))
                .isInstanceOf(BrokenEnvironment.class)
                .hasMessageContaining("The report cannot be written to " + file.resolve("report"))
                .hasMessageContaining("--report");
        assertThatThrownBy(() -> ReportFolder.open(file, secrets))
                .isInstanceOf(BrokenEnvironment.class)
                .hasMessageContaining("is there and is no folder");
    }

    @Test
    void aFullDiskIsToldOnceAndTheRunGoesOn() throws IOException {
        Files.createSymbolicLink(temp.resolve("events.ndjson"), Path.of("/dev/full"));
        try (ReportFolder report = ReportFolder.open(temp, secrets)) {
            assertThatThrownBy(() -> report.accept(Samples.runStarted()))
                    .isInstanceOf(BrokenEnvironment.class)
                    .hasMessageContaining("No space left on device");
            assertThatCode(() -> Samples.run().forEach(report)).doesNotThrowAnyException();
            assertThat(report.trouble()).isPresent();
        }
        Files.delete(temp.resolve("events.ndjson"));
    }

    @Test
    void whatFoundNoRoomIsWrittenWhenThereIsRoomAgain() throws IOException {
        Path inTheWay = Files.createDirectories(temp.resolve("report.json/x"));
        assertThatThrownBy(() -> ReportFolder.open(temp, secrets)).isInstanceOf(BrokenEnvironment.class);
        Files.delete(inTheWay);
        try (ReportFolder report = ReportFolder.open(temp, secrets)) {
            Files.createDirectories(inTheWay);
            assertThatThrownBy(() -> report.accept(Samples.runStarted())).isInstanceOf(BrokenEnvironment.class);
            Files.delete(inTheWay);
            Files.delete(temp.resolve("report.json"));
            report.accept(new Event.CaseStarted(Samples.at(1), Samples.SQLITE));
            assertThat(report.trouble()).isEmpty();
            assertThat(Files.readAllLines(temp.resolve("events.ndjson"))).hasSize(2);
        }
    }

    @Test
    void latestPointsToTheNewestFolder() throws IOException {
        for (String name : List.of("one", "two")) {
            tell(temp.resolve(name), Samples.run());
            ReportFolder.markLatest(temp.resolve(name));
            assertThat(Files.readSymbolicLink(temp.resolve("latest"))).isEqualTo(Path.of(name));
        }
        assertThat(temp.resolve("latest/report.json")).exists();
    }

    @Test
    void aFolderNamedLatestIsNotReplaced() throws IOException {
        Files.createDirectories(temp.resolve("latest"));
        assertThatThrownBy(() -> ReportFolder.markLatest(temp.resolve("one")))
                .isInstanceOf(BrokenEnvironment.class)
                .hasMessageContaining("is no link");
    }
}
