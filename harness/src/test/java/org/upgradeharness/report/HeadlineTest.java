package org.upgradeharness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.timeline.CaseResult;

class HeadlineTest {
    private static Outcome of(CaseResult... cases) {
        return Headline.of(List.of(cases), false, Severity.ERROR, false);
    }

    private static CaseResult clean(org.upgradeharness.timeline.CaseKey key) {
        return Samples.result(key, Verdict.PASSED, "", List.of(), List.of());
    }

    @Test
    void passedWithoutFindings() {
        assertThat(of(clean(Samples.OWN_START), clean(Samples.SQLITE)))
                .isEqualTo(
                        new Outcome(Verdict.PASSED, "PASSED (1.0.0rc1→1.0.0, postgres and sqlite): 2 cases passed", 0));
    }

    @Test
    void passedCountsWhatIsKnown() {
        assertThat(of(Samples.passed(), Samples.skipped()))
                .isEqualTo(new Outcome(
                        Verdict.PASSED,
                        "PASSED with 1 known error, 5 notes (1.0.0rc1→1.0.0, postgres): 1 case passed; 1 skipped",
                        0));
    }

    @Test
    void failedNamesTheCauses() {
        assertThat(of(Samples.failed(), Samples.passed(), Samples.broken(), Samples.skipped()))
                .isEqualTo(new Outcome(
                        Verdict.FAILED,
                        "FAILED: 1 of 4 cases failed; 2 errors in 1 cause: tools lost a row (2); 1 could not be judged, 1 skipped",
                        1));
    }

    @Test
    void failedWithoutAFindingTellsItsReason() {
        assertThat(of(Samples.result(Samples.SQLITE, Verdict.FAILED, "Expected 3, found 4", List.of(), List.of()))
                        .headline())
                .isEqualTo("FAILED: the only case failed: UPG-01 own-start [sqlite]: Expected 3, found 4");
    }

    @Test
    void aFindingAboveTheThresholdFailsWhateverTheCaseSays() {
        assertThat(Headline.of(List.of(Samples.passed()), false, Severity.NOTE, false))
                .isEqualTo(new Outcome(
                        Verdict.FAILED,
                        "FAILED: the only case failed; 5 notes in 1 cause: columns wider than a fresh install: length limit gone (5)",
                        1));
        assertThat(Headline.of(List.of(Samples.passed()), false, Severity.ERROR, true)
                        .headline())
                .isEqualTo("FAILED: the only case failed; 1 error in 1 cause: roles.permissions changed (1)");
    }

    @Test
    void brokenIsNoFailureAndNoPass() {
        assertThat(of(Samples.passed(), Samples.broken()))
                .isEqualTo(new Outcome(
                        Verdict.BROKEN,
                        "BROKEN: 1 of 2 cases could not be judged: UPG-01 own-start [sqlite]: "
                                + "The upstream server died; its last lines: |boom| <b>",
                        3));
    }

    @Test
    void interruptedIsBrokenUnlessSomethingFailed() {
        assertThat(Headline.of(List.of(), true, Severity.ERROR, false))
                .isEqualTo(new Outcome(Verdict.BROKEN, "BROKEN: the run was interrupted before any case had ended", 3));
        assertThat(Headline.of(List.of(clean(Samples.SQLITE)), true, Severity.ERROR, false))
                .isEqualTo(new Outcome(
                        Verdict.BROKEN, "BROKEN: the run was interrupted after 1 case, none of which failed", 3));
        assertThat(Headline.of(List.of(Samples.failed()), true, Severity.ERROR, false)
                        .exitCode())
                .isEqualTo(1);
        assertThat(Headline.of(List.of(Samples.failed()), true, Severity.ERROR, false)
                        .headline())
                .endsWith("; the run was interrupted");
    }

    @Test
    void nothingRunOrAllSkippedIsNoPass() {
        assertThat(of()).isEqualTo(new Outcome(Verdict.BROKEN, "BROKEN: no case ran", 3));
        assertThat(of(Samples.skipped()))
                .isEqualTo(new Outcome(
                        Verdict.SKIPPED,
                        "SKIPPED: nothing was judged, 1 case skipped: UPG-02 [sqlite]: pinned to 1.0.0, and 1.0.4 was asked for",
                        3));
    }

    @Test
    void aTroubleTurnsAPassIntoBrokenAndAFailureStaysOne() {
        assertThat(of(Samples.passed()).troubledBy("The report cannot be written"))
                .isEqualTo(new Outcome(Verdict.BROKEN, "BROKEN: The report cannot be written", 3));
        assertThat(of(Samples.failed())
                        .troubledBy("The report cannot be written")
                        .exitCode())
                .isEqualTo(1);
    }
}
