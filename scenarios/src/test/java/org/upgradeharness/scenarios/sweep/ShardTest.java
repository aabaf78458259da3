package org.upgradeharness.scenarios.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.upgradeharness.config.UsageError;

class ShardTest {
    @Test
    void theShardsTogetherHaveEachPointOnce() {
        for (int n = 1; n <= 20; n++) {
            int point = n;
            assertThat(IntStream.rangeClosed(1, 4).filter(k -> new Shard(k, 4).has(point)))
                    .hasSize(1);
            assertThat(Shard.WHOLE.has(point)).isTrue();
        }
        assertThat(Shard.parse("2/4")).isEqualTo(new Shard(2, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "0/4", "5/4", "2/0", "a/b", "1/2/3"})
    void whatIsNoPartIsRefused(String text) {
        assertThatThrownBy(() -> Shard.parse(text))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("write 2/4");
    }
}
