package org.upgradeharness.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;

class CrashFindingsTest {
    private static PointResult point(
            int n, String revision, PointOutcome outcome, String message, String... differences) {
        return new PointResult(
                n, "before", revision, n + " of 9", "ALTER TABLE t", outcome, message, List.of(differences), 0.1, 0);
    }

    @Test
    void whatConvergedIsNoFinding() {
        assertThat(CrashFindings.of(List.of(point(1, "a", PointOutcome.CONVERGED, ""))))
                .isEmpty();
    }

    @Test
    void oneFindingForARevisionAndAnEffect() {
        List<Finding> findings = CrashFindings.of(List.of(
                point(1, "a", PointOutcome.STUCK, "duplicate column"),
                point(2, "a", PointOutcome.STUCK, "duplicate column"),
                point(3, "b", PointOutcome.STUCK, "duplicate column"),
                point(4, "b", PointOutcome.STUCK, "no such table")));
        assertThat(findings).extracting(Finding::object).containsExactly("revision a", "revision b", "revision b");
        assertThat(findings).allMatch(f -> f.kind() == Kind.RETRY_FAILED && f.severity() == Severity.ERROR);
        assertThat(findings.get(0).key()).isEqualTo("interrupted before statement 1 of 9 and 1 more");
        assertThat(findings.get(0).found()).isEqualTo("duplicate column");
    }

    @Test
    void aStoreThatIsAnotherOneIsAnErrorWithWhatDiffers() {
        assertThat(CrashFindings.of(List.of(
                        point(1, "a", PointOutcome.DIFFERENT, "it says that it succeeded", "lost-row tools (id=1)"))))
                .singleElement()
                .satisfies(f -> assertThat(f.kind()).isEqualTo(Kind.RETRY_DIFFERS))
                .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.ERROR))
                .satisfies(f -> assertThat(f.found()).isEqualTo("it says that it succeeded; lost-row tools (id=1)"));
    }

    @Test
    void aPointThatWasNotReachedIsSaid() {
        assertThat(CrashFindings.of(List.of(point(7, "", PointOutcome.NOT_REACHED, "the run ended with 0 before it"))))
                .singleElement()
                .satisfies(f -> assertThat(f.kind()).isEqualTo(Kind.NOT_DETERMINISTIC))
                .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.WARNING))
                .satisfies(f -> assertThat(f.object()).isEqualTo("outside of revisions"));
    }

    @Test
    void whatIsDrawnAnewIsANoteForEachTable() {
        assertThat(CrashFindings.drawn(
                        Set.of("values roles.updated_at", "values tools.id", "values tools.name", "rows tools")))
                .extracting(f -> f.severity() + " " + f.object() + ": " + f.found())
                .containsExactly(
                        "NOTE roles: drawn anew by each run: updated_at",
                        "NOTE tools: drawn anew by each run: id, name, rows tools");
    }
}
