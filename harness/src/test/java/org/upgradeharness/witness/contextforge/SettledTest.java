package org.upgradeharness.witness.contextforge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettledTest {
    private static final Duration LIMIT = Duration.ofMillis(100);

    /** What was read last is what the gateway answered, and not that the request was cut off when time was up. */
    @Test
    void aRequestIsNotCutOffAtTheLimit() {
        JsonNode last = Settled.read(LIMIT, "something that never comes", SettledTest::slow, value -> false);
        assertThat(last).isEqualTo(TextNode.valueOf("answered"));
    }

    @Test
    void whatIsAsExpectedIsReadOnce() {
        assertThat(Settled.read("something", () -> TextNode.valueOf("there"), JsonNode::isTextual))
                .isEqualTo(TextNode.valueOf("there"));
    }

    /** Longer than the wait itself. */
    private static JsonNode slow() {
        long until = System.nanoTime() + LIMIT.multipliedBy(3).toNanos();
        while (System.nanoTime() < until) {
            if (Thread.currentThread().isInterrupted()) {
                return TextNode.valueOf("cut off");
            }
            Thread.onSpinWait();
        }
        return TextNode.valueOf("answered");
    }
}
