package org.upgradeharness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.upgradeharness.rollout.RollFault;

class FaultPlanTest {
    private static FaultPlan drawn(RollFault fault, long seed) {
        return FaultPlan.drawn(fault, 3, Duration.ofSeconds(5), seed);
    }

    @ParameterizedTest
    @EnumSource(RollFault.class)
    void neighbouringSeedsComeToEveryStepAndEveryReplica(RollFault fault) {
        List<FaultPlan> plans = LongStream.rangeClosed(1, 40)
                .mapToObj(seed -> drawn(fault, seed))
                .toList();
        assertThat(plans).extracting(FaultPlan::replaced).contains(0, 1, 2, 3);
        assertThat(plans).extracting(FaultPlan::place).contains(1, 2, 3);
        assertThat(drawn(fault, 7)).isEqualTo(drawn(fault, 7));
    }
}
