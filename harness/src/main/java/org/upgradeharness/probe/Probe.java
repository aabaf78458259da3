package org.upgradeharness.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.upgradeharness.config.BrokenEnvironment;

/**
 * Sends the requests of its streams on a fixed schedule, one thread for all of them, and never waits for an answer before it
 * sends the next. It knows nothing of what is changed behind the address: it is told which phase and which step is going on,
 * and writes them beside what it sees. Bounded in time, in requests under way and in requests altogether.
 */
public final class Probe implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(5);

    private final List<Stream> streams;
    private final long start = System.nanoTime();
    private final Instant started = Instant.now();
    private final Marks<Phase> phases = new Marks<>(start, Phase.WARM_UP);
    private final Marks<String> steps = new Marks<>(start, "");
    private final Loop loop;
    private final Thread thread;
    private final AtomicReference<Throwable> trouble = new AtomicReference<>();

    private Probe(InetSocketAddress address, List<Stream> streams, Duration limit) {
        this.streams = List.copyOf(streams);
        this.loop = new Loop(address, this.streams, start, limit);
        this.thread = new Thread(this::run, "probe");
        this.thread.setDaemon(true);
    }

    /**
     * Begins to send, in the phase {@link Phase#WARM_UP}.
     *
     * @param address where to; this machine or a private network, where its containers and test clusters are
     * @param streams what to send
     * @param limit after which it ends by itself
     */
    public static Probe start(InetSocketAddress address, List<Stream> streams, Duration limit) {
        if (!address.getAddress().isLoopbackAddress() && !address.getAddress().isSiteLocalAddress()) {
            throw new IllegalArgumentException(
                    "the probe sends to this machine and to private networks only, not to " + address);
        }
        Probe probe = new Probe(address, streams, limit);
        probe.thread.start();
        return probe;
    }

    private void run() {
        try (Selector selector = Selector.open()) {
            loop.run(selector);
        } catch (IOException | RuntimeException | Error e) {
            trouble.set(e);
        }
    }

    /** Says that a phase begins. */
    public void phase(Phase phase) {
        phases.set(System.nanoTime(), phase);
    }

    /** Says what is going on from now on. */
    public void step(String name) {
        steps.set(System.nanoTime(), name);
    }

    /** Sends at a part of the full rate from now on, every stream alike. */
    void slow(double factor) {
        loop.slow(factor);
    }

    /** How many requests it sends in a second now, all streams together. */
    double rate() {
        return streams.stream().mapToDouble(Stream::perSecond).sum() * loop.factor();
    }

    /** Whether nothing is sent for now. */
    void pause(boolean so) {
        loop.pause(so);
    }

    /** Requests that have no answer yet. */
    int underWay() {
        return loop.underWay();
    }

    /** What became of requests that were due from this time on and have ended. */
    List<Sample> since(long time) {
        return loop.samples().stream().filter(s -> s.due() >= time).toList();
    }

    /** Waits until it has sent for that long; how much an outage can be seen depends on it. */
    public void watch(Duration time) {
        double end = seconds() + time.toMillis() / 1000.0;
        Awaitility.await("the probe to watch for " + time.toMillis() + " ms")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .atMost(time.plus(START))
                .until(() -> seconds() >= end);
    }

    /** How long an answer of a stream may take. */
    Duration limitOf(String stream) {
        return streams.stream()
                .filter(s -> s.name().equals(stream))
                .map(Stream::limit)
                .findFirst()
                .orElse(Stream.LIMIT);
    }

    /** Seconds since the probe began. */
    public double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    /**
     * Sends no more, waits for the answers that are still to come, and tells what was seen.
     *
     * @throws BrokenEnvironment if the probe itself failed
     */
    public Seen stop() {
        loop.stop();
        Duration last = streams.stream()
                .map(Stream::limit)
                .max(Duration::compareTo)
                .orElse(Stream.LIMIT)
                .plus(START);
        try {
            if (!joined(last)) {
                throw new BrokenEnvironment("The probe did not end within " + last.toSeconds() + " s.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenEnvironment("Interrupted while the probe waited for its last answers.", e);
        }
        if (trouble.get() != null) {
            throw new BrokenEnvironment("The probe failed: " + trouble.get(), trouble.get());
        }
        return new Seen(streams, new ArrayList<>(loop.samples()), phases, steps, clock(), loop.factor(), loop.unsent());
    }

    private boolean joined(Duration limit) throws InterruptedException {
        thread.join(limit.toMillis());
        return !thread.isAlive();
    }

    private Seen.Clock clock() {
        return nanos -> started.plusNanos(nanos - start).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    }

    /** Ends it, whatever is under way. */
    @Override
    public void close() {
        loop.abandon();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(START.toSeconds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
