package org.upgradeharness.scenarios.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.judge.Verdict;

class EndingTest {
    private static final String LATE = "The probe itself was late.";
    private static final Finding LOST =
            Finding.of(Severity.ERROR, Kind.LOST_WRITE, "probe:write", "probe-7", "there", "not there");

    @Test
    void nothingPassesByWhatALateProbeSaw() {
        Ending late = new Ending(null, true, false, LATE, List.of());
        assertThat(late.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(late.reason()).isEqualTo(LATE);
    }

    @Test
    void aLateProbeTakesNothingFromWhatIsProvenAndIsSaidBesideIt() {
        Ending late = new Ending(null, true, true, LATE, List.of(LOST));
        assertThat(late.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(late.reason())
                .startsWith("1 cause, 1 finding; first: lost-write probe:write (probe:write [probe-7]: expected there")
                .endsWith(". Beside that: " + LATE);
    }

    @Test
    void whatCouldNotBeDoneIsNotTheProductsFault() {
        Ending broken = new Ending(new BrokenEnvironment("no engine"), true, true, "", List.of(LOST));
        assertThat(broken.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(broken.reason()).isEqualTo("no engine");
        assertThat(new Ending(null, false, false, "", List.of()).verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(new Ending(null, true, true, "", List.of()).reason()).startsWith("A step failed");
    }

    @Test
    void withoutAnyOfThatTheFindingsDecide() {
        assertThat(new Ending(null, true, false, "", List.of()).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(new Ending(null, true, true, "", List.of(LOST)).verdict()).isEqualTo(Verdict.FAILED);
    }
}
