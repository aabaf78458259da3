package org.upgradeharness.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.upgradeharness.judge.Kind;

class ConfigurationTest {
    private static Configuration.Outcome outcome(boolean refuses) {
        return new Configuration.Outcome(
                null, null, List.of(Kind.NOT_SERVING), List.of(Kind.LOG_ERROR), refuses, "as planted");
    }

    @Test
    void aReleaseThatIsToRefuseHasNotDoneSoByAnsweringWithErrors() {
        assertThat(outcome(true).explains(Kind.NOT_SERVING, "start of 1.1.0")).isTrue();
        assertThat(outcome(true).explains(Kind.NOT_SERVING, "GET /tools")).isFalse();
        assertThat(outcome(true).explains(Kind.LOG_ERROR, "log:jobs")).isTrue();
        assertThat(outcome(true).explains(Kind.ENDPOINT_WORSE, "GET /tools")).isFalse();
        assertThat(outcome(false).explains(Kind.NOT_SERVING, "GET /tools")).isTrue();
    }
}
