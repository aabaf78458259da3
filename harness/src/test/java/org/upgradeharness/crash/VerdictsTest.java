package org.upgradeharness.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.crash.Verdicts.Verdict;

class VerdictsTest {
    private static final Verdict STUCK = new Verdict(7, PointOutcome.STUCK, "it fails", List.of());

    private final Verdicts verdicts = new Verdicts();

    @Test
    void theSameStoreIsJudgedOnceAndAnotherOneForItself() {
        assertThat(verdicts.on("a", () -> STUCK)).isSameAs(STUCK);
        assertThat(verdicts.on("a", () -> {
                    throw new AssertionError("judged twice");
                }))
                .isSameAs(STUCK);
        assertThat(verdicts.on("b", () -> new Verdict(8, PointOutcome.CONVERGED, "", List.of()))
                        .n())
                .isEqualTo(8);
    }

    @Test
    void whoeverComesMeanwhileWaitsForTheFirst() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Verdict> first = CompletableFuture.supplyAsync(() -> verdicts.on("a", () -> {
            begun.countDown();
            await(goOn);
            return STUCK;
        }));
        await(begun);
        CompletableFuture<Verdict> second = CompletableFuture.supplyAsync(() -> verdicts.on("a", () -> null));
        assertThat(second).isNotDone();
        goOn.countDown();
        assertThat(second.get(10, TimeUnit.SECONDS)).isSameAs(STUCK);
        assertThat(first.get(10, TimeUnit.SECONDS)).isSameAs(STUCK);
    }

    @Test
    void whatTheFirstCouldNotJudgeNobodyTakesForJudged() {
        assertThatThrownBy(() -> verdicts.on("a", () -> {
                    throw new BrokenEnvironment("the engine is away");
                }))
                .hasMessage("the engine is away");
        assertThatThrownBy(() -> verdicts.on("a", () -> STUCK))
                .isInstanceOf(BrokenEnvironment.class)
                .hasMessageContaining("could not judge the same store: the engine is away");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
