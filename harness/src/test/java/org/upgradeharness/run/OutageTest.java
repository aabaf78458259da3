package org.upgradeharness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutageTest {
    @Test
    void leavesALogAloneWhereNothingWasTakenAway() {
        assertThat(Outage.NONE.sinceThen(List.of("a", "b"))).containsExactly("a", "b");
        assertThat(Outage.NONE.sinceThen(List.of())).isEmpty();
    }
}
