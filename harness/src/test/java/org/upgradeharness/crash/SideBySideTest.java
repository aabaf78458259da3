package org.upgradeharness.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    @Test
    void twoAreWorkedOnAtATimeAndNoMore() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        SideBySide.onEach(List.of(1, 2, 3, 4, 5), 2, one -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            two.countDown();
            awaited(two);
            now.decrementAndGet();
        });
        assertThat(most.get()).isEqualTo(2);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatOneThrowsIsThrownWhenAllHaveEnded() {
        Set<Integer> ended = new ConcurrentSkipListSet<>();
        assertThatThrownBy(() -> SideBySide.onEach(List.of(1, 2, 3), 1, one -> {
                    if (one == 1) {
                        throw new IllegalArgumentException("the first");
                    }
                    ended.add(one);
                }))
                .hasMessage("the first");
        assertThat(ended).containsExactly(2, 3);
    }
}
