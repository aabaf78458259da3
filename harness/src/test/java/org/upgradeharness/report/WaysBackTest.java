package org.upgradeharness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.CaseResult;
import org.upgradeharness.timeline.Figure;
import org.upgradeharness.timeline.Step;
import org.upgradeharness.timeline.StepNames;

/** The runbook tells both ways back, with what they cost. */
class WaysBackTest {
    private static final Finding TABLE =
            Finding.of(Severity.NOTE, Kind.LOST_BY_ROLLBACK, "a2a_tasks", "", "kept", "the table is gone with 2 rows");
    private static final Finding ROW =
            Finding.of(Severity.NOTE, Kind.LOST_BY_ROLLBACK, "tools", "id=7", "kept", "gone");
    private static final Finding ROLES = Finding.of(
                    Severity.ERROR, Kind.CHANGED_VALUE, "roles.permissions", "id=1", "[a]", "[]")
            .knownFor("Team administrators lose rights.");

    private static CaseResult way(String way, String back, List<Finding> findings, List<String> path) {
        List<Step> steps = List.of(
                Samples.step(StepNames.stop("1.0.0"), 1, 2.0),
                Samples.step(back, 3, 4.0),
                Samples.step(StepNames.startAgain("1.0.0rc1"), 7, 8.5));
        return new CaseResult(
                new CaseKey("UPG-04", way, "sqlite", way),
                path,
                Samples.OLD,
                Samples.NEW,
                Verdict.PASSED,
                "",
                30,
                "evidence/x",
                "./upgrade run",
                findings,
                steps,
                Map.of(),
                way.equals("downgrade") ? List.of(new Figure("revision a (tags) taken back", 1.4, "s")) : List.of());
    }

    private static final List<String> BACK = List.of("1.0.0rc1", "1.0.0", "1.0.0rc1");
    private static final CaseResult DOWN =
            way("downgrade", StepNames.downgrade("1.0.0", "x7h8"), List.of(TABLE, ROW, ROLES), BACK);
    private static final CaseResult RESTORE = way("restore", StepNames.RESTORE, List.of(ROW), BACK);

    @Test
    void bothWaysStandInTheTableWithTheirTimesAndLosses() {
        String text = WaysBack.of(List.of(DOWN, RESTORE));
        assertThat(text)
                .contains("## Going back: 1.0.0 → 1.0.0rc1")
                .contains("| downgrade | sqlite | 14.5 | a2a\\_tasks; 1 rows | PASSED |")
                .contains("| restore the backup | sqlite | 14.5 | everything written since the backup | PASSED |")
                .contains("In the image of 1.0.0: alembic downgrade x7h8")
                .contains("revision a (tags) taken back: 1.4 s")
                .contains("Team administrators lose rights.");
    }

    @Test
    void aCaseThatGoesUpAloneIsNone() {
        CaseResult up = way("x", StepNames.RESTORE, List.of(), List.of("1.0.0rc1", "1.0.0"));
        assertThat(WaysBack.of(List.of(up))).isEmpty();
    }
}
