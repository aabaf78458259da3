package org.upgradeharness.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Three replicas, one more while they are rolled. */
class PodCountsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PodCounts counts = new PodCounts();

    private void seen(long millis, int ready, int total) {
        counts.add(START.plusMillis(millis), ready, total, "pod");
    }

    @Test
    void fewerReadyThanThereShouldBeAreToldHoweverShort() {
        seen(0, 3, 3);
        seen(5, 2, 4);
        seen(6, 3, 4);
        assertThat(counts.below(3)).hasValue("2026-01-01T00:00:00.005Z 2 ready of 4: pod");
        assertThat(counts.below(2)).isEmpty();
    }

    @Test
    void aNewPodMayBeThereBeforeTheOldOneIsToldToLeave() {
        seen(0, 4, 4);
        seen(47, 4, 5);
        seen(71, 3, 4);
        seen(5000, 3, 4);
        assertThat(counts.above(4, START.plusSeconds(60))).isEmpty();
    }

    @Test
    void onePodTooManyForLongerIsTold() {
        seen(0, 4, 4);
        seen(100, 4, 5);
        seen(900, 4, 6);
        seen(1200, 3, 4);
        assertThat(counts.above(4, START.plusSeconds(60))).hasValue("2026-01-01T00:00:00.100Z 4 ready of 5: pod");
    }

    @Test
    void onePodTooManyAtTheEndIsToldWhenItStays() {
        seen(0, 3, 5);
        assertThat(counts.above(4, START.plusMillis(500))).isEmpty();
        assertThat(counts.above(4, START.plusSeconds(2))).isPresent();
    }
}
