package org.upgradeharness.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.upgradeharness.config.BrokenEnvironment;

/** Finds out before anything is changed which part of the rate is held; what is not held is lowered and said. */
public final class WarmUp {
    private static final double USUAL_SECONDS = 3;
    private static final int ATTEMPTS = 4;
    private static final double MOST_WAITING_SECONDS = 0.5;
    private static final int FEW = 4;
    private static final double SLOW_SHARE = 0.05;
    private static final long SLOW_NANOS = 1_000_000_000L;

    private final Probe probe;
    private final Consumer<String> say;
    private final double seconds;

    /**
     * A warm-up of a probe that has just begun.
     *
     * @param say takes a sentence for each time the rate is lowered
     */
    public WarmUp(Probe probe, Consumer<String> say) {
        this(probe, say, USUAL_SECONDS);
    }

    /** The same, with another time for each attempt. */
    WarmUp(Probe probe, Consumer<String> say, double seconds) {
        this.probe = probe;
        this.seconds = seconds;
        this.say = say;
    }

    /**
     * Ends when the rate is held; the phase is {@link Phase#BEFORE} then.
     *
     * @throws BrokenEnvironment if even an eighth of the rate is not held
     */
    public void run() {
        List<String> why = new ArrayList<>();
        double factor = 1;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            String trouble = attempt();
            if (trouble.isEmpty()) {
                probe.phase(Phase.BEFORE);
                return;
            }
            why.add(trouble);
            factor /= 2;
            if (attempt < ATTEMPTS) {
                probe.slow(factor);
                say.accept(
                        "the rate of the probe is not held (" + trouble + "), it is lowered to " + factor + " of it");
                probe.pause(true);
                await("the requests of the higher rate to end", () -> probe.underWay() == 0);
                probe.pause(false);
            }
        }
        throw new BrokenEnvironment(
                "No rate of the probe is held before anything is changed: " + String.join("; ", why));
    }

    /** What is against this rate, or nothing. */
    private String attempt() {
        long begin = System.nanoTime();
        double end = probe.seconds() + seconds;
        await("the warm-up to have sent for " + seconds + " s", () -> probe.seconds() >= end);
        int waiting = probe.underWay();
        if (waiting > probe.rate() * MOST_WAITING_SECONDS + FEW) {
            return waiting + " requests were waiting for an answer";
        }
        List<Sample> seen = probe.since(begin);
        if (seen.isEmpty()) {
            return "no request was answered in " + seconds + " s";
        }
        List<Sample> failed = seen.stream().filter(Sample::failed).toList();
        if (!failed.isEmpty()) {
            Sample first = failed.get(0);
            return failed.size() + " of " + seen.size() + " failed, first " + first.stream() + ": "
                    + first.fault().kind().id() + ", " + first.fault().detail();
        }
        long slow = seen.stream().filter(s -> s.latency() > slowest(s)).count();
        return slow > seen.size() * SLOW_SHARE ? slow + " of " + seen.size() + " took more than a second" : "";
    }

    /** A stream of long requests has a limit of its own. */
    private long slowest(Sample sample) {
        return probe.limitOf(sample.stream()).compareTo(Stream.LIMIT) > 0
                ? probe.limitOf(sample.stream()).toNanos()
                : SLOW_NANOS;
    }

    private static void await(String what, java.util.concurrent.Callable<Boolean> condition) {
        try {
            Awaitility.await(what)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(30))
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            throw new BrokenEnvironment("Waited in vain for " + what + ".", e);
        }
    }
}
