package org.upgradeharness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.config.Secrets;

/** What a run writes is read again; what somebody else wrote is named and left. */
class RecordedRunsTest {
    @TempDir
    Path folder;

    private void report(String name) {
        try (ReportFolder report = ReportFolder.open(folder.resolve(name), new Secrets())) {
            Samples.run().forEach(report);
        }
    }

    private void file(String path, String content) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), content);
    }

    @Test
    void readsWhatARunWrote() throws IOException {
        report("one");
        Files.createSymbolicLink(folder.resolve("latest"), Path.of("one"));
        RecordedRuns read = RecordedRuns.below(folder);
        assertThat(read.unread()).isEmpty();
        assertThat(read.runs()).singleElement().satisfies(run -> {
            assertThat(run.started()).isEqualTo(Samples.START);
            assertThat(run.product()).isEqualTo("contextforge");
            assertThat(run.command()).isEqualTo("./upgrade run --from RC1 --to GA");
            assertThat(run.content()).containsEntry("product.yaml", "sha256:44dd");
            assertThat(run.cases()).isNotEmpty().anySatisfy(each -> {
                assertThat(each.from()).isEqualTo(new RecordedCase.Side(Samples.OLD.release(), Samples.OLD.digest()));
                assertThat(each.findings().words()).isNotEqualTo("none");
            });
        });
    }

    @Test
    void namesWhatItCannotRead() throws IOException {
        report("one");
        file("a/report.json", "{ \"cases\" : [");
        file("b/report.json", "{ \"suites\": [] }");
        file("c/report.json", "{ \"cases\": [], \"run\": { \"started\": \"yesterday\" } }");
        file("d/report.json", "{ \"cases\": [ { \"id\": 1 } ], \"run\": {} }");
        file("one/evidence/x/report.json", "evidence is no report");
        RecordedRuns read = RecordedRuns.below(folder);
        assertThat(read.runs()).hasSize(1);
        assertThat(read.unread())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line.lines()).hasSize(1));
        assertThat(read.unread().get(0)).startsWith(folder.resolve("a/report.json") + " is skipped: it is no JSON (");
        assertThat(read.unread().get(1))
                .isEqualTo(folder.resolve("b/report.json")
                        + " is skipped: it is no report of an upgrade run: \"cases\" is not in it.");
        assertThat(read.unread().get(2)).contains("\"yesterday\" is no moment");
        assertThat(read.unread().get(3)).contains("\"id\" is not in it");
    }

    @Test
    void aFolderThatIsNotThereHoldsNone() {
        assertThat(RecordedRuns.below(folder.resolve("gone")))
                .isEqualTo(new RecordedRuns(java.util.List.of(), java.util.List.of()));
    }
}
