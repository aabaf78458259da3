package org.upgradeharness.witness.contextforge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.upgradeharness.config.BrokenEnvironment;

class SettledTest {
    @Test
    void looksAgainUntilItIsThere() {
        AtomicInteger looks = new AtomicInteger();
        assertThatCode(() -> Settled.demand("a tool", () -> looks.incrementAndGet() == 3))
                .doesNotThrowAnyException();
        assertThat(looks).hasValue(3);
    }

    @Test
    void givesUpAfterFiveSecondsAndSaysWhatIsMissing() {
        assertThatThrownBy(() -> Settled.demand("a tool", () -> false))
                .isInstanceOf(BrokenEnvironment.class)
                .hasMessage("Seeding failed: acknowledged, but not there after 5 s: a tool.");
    }
}
