package org.upgradeharness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.CaseResult;
import org.upgradeharness.timeline.Event;
import org.upgradeharness.timeline.ReleaseFacts;
import org.upgradeharness.timeline.RunFacts;
import org.upgradeharness.timeline.Step;

class MaskingTest {
    /** Spelled otherwise in JSON, XML, HTML and Markdown. */
    private static final String SECRET = "geh<ei>m\"&'_*|7";

    @TempDir
    Path folder;

    private static List<Event> talkative(String s) {
        CaseKey key = new CaseKey("UPG-01", "title " + s, "sqlite", "own-start");
        Step step = new Step("step " + s, Samples.at(2), 1, "outcome " + s);
        ReleaseFacts release = new ReleaseFacts("1.0 " + s, s, s, s, s, s);
        Finding finding = new Finding(Severity.ERROR, Kind.LOST_ROW, s, s, s, s, s, s, s);
        CaseResult result = new CaseResult(
                key,
                List.of(s, s),
                release,
                release,
                Verdict.FAILED,
                s,
                1,
                "evidence/x",
                s,
                List.of(finding),
                List.of(step),
                Map.of(),
                List.of());
        return List.of(
                new Event.RunStarted(
                        Samples.at(0),
                        new RunFacts(
                                "id",
                                Samples.START,
                                "contextforge",
                                s,
                                s,
                                1,
                                List.of("sqlite"),
                                s,
                                Map.of("os", s),
                                Map.of("java", s),
                                Map.of())),
                new Event.CaseStarted(Samples.at(1), key),
                new Event.StepStarted(Samples.at(2), key, "step " + s),
                new Event.StepEnded(Samples.at(3), key, step),
                new Event.CaseEnded(Samples.at(4), result),
                new Event.RunEnded(Samples.at(5), Verdict.FAILED, s, 1, List.of(s)));
    }

    private void assertNowhere(String... spellings) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(spellings);
            }
        }
    }

    @Test
    void noSecretStandsInAnyFile() throws IOException {
        Secrets secrets = new Secrets();
        secrets.register(SECRET);
        try (ReportFolder report = ReportFolder.open(folder, secrets)) {
            talkative(SECRET).forEach(report);
        }
        assertNowhere(SECRET, "geh<ei", "geh&lt;ei", "m\\\"&");
        assertThat(Files.readString(folder.resolve("report.json"))).contains("\"reason\" : \"*****\"");
    }

    @Test
    void aSecretThatBecomesKnownLateIsMaskedAtTheEnd() throws IOException {
        Secrets secrets = new Secrets();
        List<Event> events = talkative(SECRET);
        try (ReportFolder report = ReportFolder.open(folder, secrets)) {
            events.subList(0, 5).forEach(report);
            secrets.register(SECRET);
            report.accept(events.get(5));
        }
        assertNowhere(SECRET, "geh<ei", "geh&lt;ei", "m\\\"&");
        assertThat(Files.readAllLines(folder.resolve("events.ndjson"))).hasSize(6);
    }

    @Test
    void aPasswordThatIsAWordOfOursDoesNotSpoilTheReport() throws IOException {
        Secrets secrets = new Secrets();
        secrets.register("sqlite");
        secrets.register("FAILED");
        try (ReportFolder report = ReportFolder.open(folder, secrets)) {
            talkative("x").forEach(report);
        }
        assertThat(Files.readString(folder.resolve("report.json")))
                .contains("\"engine\" : \"sqlite\"", "\"verdict\" : \"FAILED\"");
    }
}
