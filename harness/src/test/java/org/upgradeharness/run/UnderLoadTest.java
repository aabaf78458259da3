package org.upgradeharness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;

class UnderLoadTest {
    private static boolean complete(Kind kind, String object) {
        Finding finding = Finding.of(Severity.ERROR, kind, object, "", "well", "not well");
        return new UnderLoad.Outcome(List.of(finding), null, "").complete();
    }

    @Test
    void aChangeThatFailedIsNotJudgedAsOneThatWasCarriedOut() {
        assertThat(complete(Kind.MIGRATION_FAILED, "alembic upgrade head")).isFalse();
        assertThat(complete(Kind.NOT_SERVING, "start of 1.1.0")).isFalse();
        assertThat(complete(Kind.NOT_SERVING, "stop of 1.0.0")).isTrue();
        assertThat(complete(Kind.OUTAGE, "probe:health")).isTrue();
        assertThat(new UnderLoad.Outcome(List.of(), null, "").complete()).isTrue();
    }

    @Test
    void onlyATimeThatWasExceededMayBeTheDoingOfAMachineThatIsLate() {
        assertThat(ofTimeAlone(Kind.NOT_SERVING, "stop of 1.0.0")).isTrue();
        assertThat(ofTimeAlone(Kind.NOT_SERVING, "start of 1.1.0")).isFalse();
        assertThat(ofTimeAlone(Kind.MIGRATION_FAILED, "alembic upgrade head")).isFalse();
        assertThat(ofTimeAlone(Kind.LOST_WRITE, "probe:write")).isFalse();
    }

    private static boolean ofTimeAlone(Kind kind, String object) {
        return UnderLoad.ofTimeAlone(Finding.of(Severity.ERROR, kind, object, "", "well", "not well"));
    }
}
