package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.upgradeharness.config.BrokenEnvironment;

/**
 * Waits until a write that was acknowledged can be read. ContextForge commits when the answer is on its way already, so the
 * next request may come before the commit; after five seconds it is no longer that.
 */
final class Settled {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private Settled() {}

    /** Whether it came true within five seconds. */
    static boolean within(String what, Callable<Boolean> condition) {
        return within(LIMIT, what, condition);
    }

    private static boolean within(Duration limit, String what, Callable<Boolean> condition) {
        try {
            // In the same thread: another one would be interrupted at the limit, in the middle of a request.
            Awaitility.await(what)
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(25))
                    .atMost(limit)
                    .until(condition);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /** Reads until it is as expected, five seconds at most; what was read last. */
    static JsonNode read(String what, Supplier<JsonNode> reading, Predicate<JsonNode> expected) {
        return read(LIMIT, what, reading, expected);
    }

    static JsonNode read(Duration limit, String what, Supplier<JsonNode> reading, Predicate<JsonNode> expected) {
        AtomicReference<JsonNode> last = new AtomicReference<>(MissingNode.getInstance());
        within(limit, what, () -> {
            last.set(reading.get());
            return expected.test(last.get());
        });
        return last.get();
    }

    /** For the seed: what the old release acknowledged must be there. */
    static void demand(String what, Callable<Boolean> condition) {
        if (!within(what, condition)) {
            throw new BrokenEnvironment(
                    "Seeding failed: acknowledged, but not there after " + LIMIT.toSeconds() + " s: " + what + ".");
        }
    }
}
