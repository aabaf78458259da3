package org.upgradeharness.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final CaseKey KEY = new CaseKey("UPG-01", "RC1 to GA upgrade", "sqlite", "own-start");

    private final Timeline timeline = new Timeline();
    private final List<Event> told = new ArrayList<>();

    @BeforeEach
    void listen() {
        timeline.listen(told::add);
    }

    @Test
    void tellsAStepWhenItBeginsAndWhenItEnds() {
        int answer = timeline.step(KEY, "count", () -> {
            assertThat(told).singleElement().isInstanceOfSatisfying(Event.StepStarted.class, s -> {
                assertThat(s.name()).isEqualTo("count");
                assertThat(s.key()).isEqualTo(KEY);
            });
            return 42;
        });
        assertThat(answer).isEqualTo(42);
        assertThat(told)
                .last()
                .isInstanceOfSatisfying(
                        Event.StepEnded.class,
                        e -> assertThat(e.step().outcome()).isEqualTo("ok"));
        assertThat(timeline.steps(KEY))
                .singleElement()
                .satisfies(s -> assertThat(s.seconds()).isBetween(0.0, 5.0));
    }

    @Test
    void aStepThatFailsSaysWhyAndFails() {
        assertThatThrownBy(() -> timeline.step(KEY, "migrate", () -> {
                    throw new IllegalStateException("no disk\nand more");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no disk\nand more");
        assertThatThrownBy(() -> timeline.step(KEY, "read", () -> {
                    throw new IOException("gone");
                }))
                .hasMessage("read: gone")
                .hasCauseInstanceOf(IOException.class);
        assertThat(timeline.steps(KEY)).extracting(Step::outcome).containsExactly("no disk", "gone");
    }

    @Test
    void stepsOfTheRunBelongToNoCase() {
        timeline.step(null, "get images", () -> null);
        assertThat(told).hasSize(2);
        assertThat(timeline.steps(KEY)).isEmpty();
    }

    @Test
    void twoEnginesDoNotMixTheirSteps() throws InterruptedException {
        CaseKey other = new CaseKey("UPG-01", "RC1 to GA upgrade", "postgres", "own-start");
        List<Thread> threads = List.of(new Thread(() -> many(KEY)), new Thread(() -> many(other)));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(told).hasSize(400);
        assertThat(timeline.steps(KEY))
                .hasSize(100)
                .extracting(Step::name)
                .startsWith("step 0", "step 1")
                .endsWith("step 99");
        assertThat(timeline.steps(other)).hasSize(100);
    }

    private void many(CaseKey key) {
        for (int i = 0; i < 100; i++) {
            timeline.step(key, "step " + i, () -> null);
        }
    }

    @Test
    void aCaseHasAFolderOfItsOwn() {
        assertThat(KEY.folder()).isEqualTo("UPG-01-own-start-sqlite");
        assertThat(new CaseKey("UPG-01", "", "sqlite", "").folder()).isEqualTo("UPG-01-sqlite");
        assertThat(KEY).hasToString("UPG-01 own-start [sqlite]");
    }
}
