package org.upgradeharness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;

class UsualFaultsTest {
    private static Finding found(Kind kind, String object, String key, String found) {
        return Finding.of(Severity.ERROR, kind, object, key, "2xx", found);
    }

    @Test
    void onlyTheSameFaultInTheSamePlaceIsUsual() {
        UsualFaults usual = new UsualFaults(
                List.of(found(Kind.WRITE_REFUSED, "PUT /users/{email}", "dora", "422 at 10:15")), List.of());
        Finding same = found(Kind.WRITE_REFUSED, "PUT /users/{email}", "dora", "422 at 10:20");
        assertThat(usual.told(same, "usual")).isEqualTo(same.as(Severity.NOTE).inGroup("usual"));
        for (Finding other : List.of(
                found(Kind.WRITE_REFUSED, "PUT /users/{email}", "alice", "422"),
                found(Kind.WRITE_REFUSED, "DELETE /users/{email}", "dora", "422"),
                found(Kind.LOST_WRITE, "PUT /users/{email}", "dora", "422"))) {
            assertThat(usual.told(other, "usual")).isSameAs(other);
        }
    }
}
