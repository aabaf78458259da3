package org.upgradeharness.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.migrate.Statement;

class SweepRecordTest {
    private static final List<Statement> STATEMENTS = List.of(
            new Statement(1, "a", "CREATE TABLE t (id INTEGER)", 1, 0, Map.of()),
            new Statement(2, "a", "COMMIT", 1, 0, Map.of()));

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("sweep").resolve("points.ndjson");
    }

    private static PointResult point(int n) {
        return new PointResult(
                n, "before", "a", n + " of 2", "COMMIT", PointOutcome.NOT_REACHED, "why", List.of("d"), 0.5, 0);
    }

    @Test
    void goesOnBehindTheLastWholeLine() throws IOException {
        SweepRecord first = SweepRecord.in(file(), t -> t);
        assertThat(first.goesOn("old", "new", "sqlite", STATEMENTS)).isFalse();
        first.add(point(1));
        first.add(point(2));
        String text = Files.readString(file());
        Files.writeString(file(), text.substring(0, text.length() - 20), StandardOpenOption.TRUNCATE_EXISTING);

        SweepRecord second = SweepRecord.in(file(), t -> t);
        assertThat(second.goesOn("old", "new", "sqlite", STATEMENTS)).isTrue();
        assertThat(second.results()).containsExactly(point(1));
        second.add(point(2));
        assertThat(SweepRecord.in(file(), t -> t).results()).containsExactly(point(1), point(2));
    }

    @Test
    void whatWasRecordedOfSomethingElseIsLeftBehind() {
        SweepRecord first = SweepRecord.in(file(), t -> t);
        first.goesOn("old", "new", "sqlite", STATEMENTS);
        first.add(point(1));
        for (List<String> other : List.of(
                List.of("old", "newer", "sqlite"),
                List.of("older", "new", "sqlite"),
                List.of("old", "new", "postgres"))) {
            SweepRecord second = SweepRecord.in(file(), t -> t);
            assertThat(second.goesOn(other.get(0), other.get(1), other.get(2), STATEMENTS))
                    .isFalse();
            assertThat(second.results()).isEmpty();
            assertThat(second.leftBehind()).startsWith("another ");
        }
        SweepRecord fewer = SweepRecord.in(file(), t -> t);
        assertThat(fewer.goesOn("old", "new", "postgres", STATEMENTS.subList(0, 1)))
                .isFalse();
        assertThat(fewer.leftBehind()).isEqualTo("2 statements");
        List<Statement> turned = List.of(STATEMENTS.get(1));
        SweepRecord other = SweepRecord.in(file(), t -> t);
        assertThat(other.goesOn("old", "new", "postgres", turned)).isFalse();
        assertThat(other.leftBehind()).isEqualTo("another statement 1: a CREATE TABLE t (id INTEGER)");
    }

    @Test
    void countsOutcomesAndTheMedian() {
        SweepSummary sum = SweepSummary.of(
                List.of(
                        new PointResult(1, "before", "a", "1 of 3", "x", PointOutcome.CONVERGED, "", List.of(), 0.1, 0),
                        new PointResult(2, "before", "a", "2 of 3", "x", PointOutcome.CONVERGED, "", List.of(), 0.2, 1),
                        new PointResult(
                                3, "before", "a", "3 of 3", "x", PointOutcome.DIFFERENT, "m", List.of("d"), 0.9, 0)),
                2);
        assertThat(sum).isEqualTo(new SweepSummary(3, 2, 2, 0, 1, 0, 2, 0.1, 0.6));
    }

    @Test
    void thePageShowsEveryPointAndTheCommandThatRepeatsIt() {
        List<PointResult> results = List.of(
                new PointResult(
                        1, "before", "a", "1 of 2", "SELECT '<b>'", PointOutcome.CONVERGED, "", List.of(), 0.1, 0),
                new PointResult(
                        2, "before", "a", "2 of 2", "COMMIT", PointOutcome.STUCK, "table t exists", List.of(), 0.1, 0));
        String page = SweepPage.of(
                "title",
                "./upgrade sweep --engine sqlite",
                results,
                SweepSummary.of(results, 1),
                CrashFindings.of(results),
                Map.of("thinking", 1.5));
        assertThat(page)
                .contains("1 converged, 1 stuck, 0 different, 0 not reached")
                .contains("<a href='#p2' class='stuck'")
                .contains("id=p1", "id=p2")
                .contains("SELECT &#39;&lt;b&gt;&#39;")
                .contains("retry-failed · revision a")
                .contains("./upgrade sweep --engine sqlite --point 2")
                .doesNotContain("<script", "http");
    }

    @Test
    void oneOfEachEndIsJudgedOnceMoreAndTakesThePlaceOfTheFirst() {
        SweepRecord record = SweepRecord.in(file(), t -> t);
        record.goesOn("old", "new", "sqlite", STATEMENTS);
        record.add(ended(1, PointOutcome.CONVERGED, 0));
        record.add(ended(2, PointOutcome.CONVERGED, 0));
        record.add(ended(
                3,
                PointOutcome.DIFFERENT,
                0,
                "schema-difference t.a: expected x, found no such index",
                EndState.DETAIL + "closer"));
        record.add(ended(4, PointOutcome.DIFFERENT, 3, "schema-difference t.a: expected x, found no such index"));
        record.add(ended(
                5, PointOutcome.DIFFERENT, 0, "by a way: schema-difference t.b: expected y, found no such index"));
        record.add(ended(6, PointOutcome.STUCK, 0));
        record.add(ended(7, PointOutcome.DIFFERENT, 0, "extra-row t: 3 rows"));
        assertThat(record.oneOfEachEnd()).extracting(PointResult::n).containsExactly(1, 3, 7);

        PointResult again = ended(3, PointOutcome.CONVERGED, 0);
        record.add(again);
        assertThat(record.results()).hasSize(7).contains(again);
        assertThat(SweepRecord.in(file(), t -> t).results()).isEqualTo(record.results());
    }

    private static PointResult ended(int n, PointOutcome outcome, int sameAs, String... differences) {
        return new PointResult(n, "before", "a", n + " of 7", "COMMIT", outcome, "", List.of(differences), 0.5, sameAs);
    }
}
