package org.upgradeharness.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the probe can do on this machine, printed; kept out of the usual tests: {@code mvn -Pbench -pl harness test}. */
class ProbeBenchmark {
    private static final int TRIALS = 20;

    private static Ask ask() {
        return Ask.get("/health", Reply::unsuccessful);
    }

    private static Stream stream(double rate) {
        return new Stream("health", rate, Stream.Link.NEW, Duration.ofSeconds(5), true, ProbeBenchmark::ask);
    }

    @Test
    void ratesThatAreHeld() throws IOException {
        System.out.println("rate asked  rate held  lag p50 ms  lag p99 ms  lag max ms  probe's CPU");
        for (double rate : new double[] {50, 200, 500, 1000}) {
            try (Misbehaving server = new Misbehaving();
                    Probe probe = Probe.start(server.address(), List.of(stream(rate)), Duration.ofSeconds(60))) {
                probe.watch(Duration.ofSeconds(2));
                probe.phase(Phase.BEFORE);
                long cpu = cpuOfProbe();
                double begin = probe.seconds();
                probe.watch(Duration.ofSeconds(10));
                double seconds = probe.seconds() - begin;
                double share = (cpuOfProbe() - cpu) / 1e9 / seconds;
                Seen seen = probe.stop();
                Histogram lag = seen.lag();
                System.out.printf(
                        Locale.ROOT,
                        "%10.0f  %9.1f  %10.2f  %10.2f  %10.2f  %10.1f%%%n",
                        rate,
                        lag.getTotalCount() / seconds,
                        lag.getValueAtPercentile(50) / 1e3,
                        lag.getValueAtPercentile(99) / 1e3,
                        lag.getMaxValue() / 1e3,
                        share * 100);
            }
        }
    }

    private static long cpuOfProbe() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (long id : threads.getAllThreadIds()) {
            if (threads.getThreadInfo(id) != null
                    && threads.getThreadInfo(id).getThreadName().equals("probe")) {
                return threads.getThreadCpuTime(id);
            }
        }
        return 0;
    }

    @Test
    void shortestOutageThatIsSeenAt200() throws IOException {
        System.out.println("outage ms  seen of " + TRIALS + " at 200 a second");
        for (int millis : new int[] {5, 10, 20, 50, 100, 500}) {
            int seen = 0;
            for (int trial = 0; trial < TRIALS; trial++) {
                seen += isSeen(millis) ? 1 : 0;
            }
            System.out.printf(Locale.ROOT, "%9d  %d%n", millis, seen);
            if (millis >= 20) {
                assertThat(seen).as("outages of %d ms that were seen", millis).isEqualTo(TRIALS);
            }
        }
    }

    private static boolean isSeen(int millis) throws IOException {
        try (Misbehaving server = new Misbehaving();
                Probe probe = Probe.start(server.address(), List.of(stream(200)), Duration.ofSeconds(60))) {
            probe.phase(Phase.BEFORE);
            probe.watch(Duration.ofMillis(300));
            probe.phase(Phase.DURING);
            long begin = System.nanoTime();
            server.does(() ->
                    System.nanoTime() - begin < millis * 1_000_000L ? Misbehaving.Way.CLOSE : Misbehaving.Way.ANSWER);
            Awaitility.await("the outage to be over")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> System.nanoTime() - begin > millis * 1_000_000L);
            probe.watch(Duration.ofMillis(200));
            return !probe.stop().outages().isEmpty();
        }
    }
}
