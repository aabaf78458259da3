package org.upgradeharness.probe;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.upgradeharness.timeline.ProbeFacts;

/** What a probe saw from its start to its end. */
public final class Seen {
    /** The header field in which a load balancer says who answered. */
    public static final String REPLICA = "x-upgrade-replica";

    private static final long LONGEST_MICROS = 120_000_000L;

    private final List<Stream> streams;
    private final List<Sample> samples;
    private final Marks<Phase> phases;
    private final Marks<String> steps;
    private final Clock clock;
    private final double factor;
    private final int unsent;

    /** The time of day at a time of the clock that only goes forward. */
    @FunctionalInterface
    interface Clock {
        Instant at(long nanos);
    }

    Seen(
            List<Stream> streams,
            List<Sample> samples,
            Marks<Phase> phases,
            Marks<String> steps,
            Clock clock,
            double factor,
            int unsent) {
        this.streams = List.copyOf(streams);
        this.samples = List.copyOf(samples);
        this.phases = phases;
        this.steps = steps;
        this.clock = clock;
        this.factor = factor;
        this.unsent = unsent;
    }

    private List<Stream> judged() {
        return streams.stream().filter(Stream::judged).toList();
    }

    private List<Sample> of(Stream stream) {
        return samples.stream()
                .filter(s -> s.stream().equals(stream.name()) && phases.at(s.due()) != Phase.WARM_UP)
                .toList();
    }

    /** Every request of a judged stream after the warm-up. */
    List<Sample> sent() {
        return judged().stream().flatMap(stream -> of(stream).stream()).toList();
    }

    /** The same, in which no requests failed but these. */
    Seen failingOnly(Predicate<Sample> these) {
        List<Sample> others = samples.stream()
                .map(s -> s.failed() && !these.test(s) ? s.unfailed() : s)
                .toList();
        return new Seen(streams, others, phases, steps, clock, factor, unsent);
    }

    /** Requests of a stream in a phase that were answered rightly. */
    long answered(String stream, Phase phase) {
        return samples.stream()
                .filter(s -> s.stream().equals(stream) && !s.failed() && phases.at(s.due()) == phase)
                .count();
    }

    /** Why a request of a judged stream failed before anything was changed, if one did. */
    Optional<String> failedBefore() {
        return sent().stream()
                .filter(s -> s.failed() && phases.at(s.due()) == Phase.BEFORE)
                .min(Comparator.comparingLong(Sample::due))
                .map(s -> s.stream() + ": " + s.fault().kind().id() + ", "
                        + s.fault().detail());
    }

    /** How late the probe sent, microseconds. */
    Histogram lag() {
        Histogram lag = histogram();
        sent().forEach(s -> record(lag, s.lag()));
        return lag;
    }

    /** Every failed request of a judged stream after the warm-up, a line each. */
    public List<String> failures() {
        return sent().stream()
                .filter(Sample::failed)
                .sorted(Comparator.comparingLong(Sample::due))
                .map(s -> clock.at(s.due()) + " " + s.stream() + " "
                        + s.fault().kind().id() + " after "
                        + rounded(s.latency() / 1e9) + " s"
                        + (s.replica().isEmpty() ? "" : " by " + s.replica()) + " [" + steps.at(s.due()) + "]: "
                        + s.fault().detail())
                .toList();
    }

    /** The names of the judged streams. */
    List<String> names() {
        return judged().stream().map(Stream::name).toList();
    }

    /** Requests that were due and that the probe could not send. */
    int unsent() {
        return unsent;
    }

    /** The windows in which requests failed, by their start. */
    public List<ProbeFacts.Window> outages() {
        return judged().stream()
                .flatMap(stream -> new Outages(stream, steps, clock).of(of(stream)).stream())
                .sorted(Comparator.comparing(ProbeFacts.Window::start).thenComparing(ProbeFacts.Window::stream))
                .toList();
    }

    /** When the first request of an outage had failed; its start is when that request was due. */
    Instant firstFailure(ProbeFacts.Window window) {
        Instant end = window.start().plusNanos((long) (window.seconds() * 1e9));
        return samples.stream()
                .filter(s -> s.failed() && s.stream().equals(window.stream()))
                .filter(s -> !clock.at(s.due()).isBefore(window.start())
                        && !clock.at(s.due()).isAfter(end))
                .map(s -> clock.at(s.ended()))
                .min(Comparator.naturalOrder())
                .orElse(window.start());
    }

    /**
     * All of it, for the report.
     *
     * @param ledger what became of the writes
     */
    public ProbeFacts facts(ProbeFacts.Writes ledger) {
        List<Sample> all = sent();
        Map<String, Long> byClass = all.stream()
                .filter(Sample::failed)
                .collect(Collectors.groupingBy(s -> s.fault().kind().id(), TreeMap::new, Collectors.counting()));
        double asked = judged().stream().mapToDouble(Stream::perSecond).sum();
        Histogram lag = lag();
        return new ProbeFacts(
                rounded(asked * factor),
                rounded(asked),
                all.size(),
                byClass.values().stream().mapToLong(Long::longValue).sum(),
                byClass,
                outages(),
                latency(),
                rounded(lag.getValueAtPercentile(99) / 1e3),
                rounded(lag.getMaxValue() / 1e3),
                ledger,
                loop());
    }

    private Map<String, Map<String, ProbeFacts.Latency>> latency() {
        Map<String, Map<String, ProbeFacts.Latency>> latency = new TreeMap<>();
        for (Stream stream : judged()) {
            Map<String, ProbeFacts.Latency> byPhase = latency.computeIfAbsent(stream.name(), s -> new TreeMap<>());
            for (Phase phase : List.of(Phase.BEFORE, Phase.DURING, Phase.AFTER)) {
                Histogram took = histogram();
                of(stream).stream()
                        .filter(s -> !s.failed() && phases.at(s.due()) == phase)
                        .forEach(s -> record(took, s.latency()));
                if (took.getTotalCount() > 0) {
                    byPhase.put(
                            phase.id(),
                            new ProbeFacts.Latency(
                                    took.getTotalCount(),
                                    rounded(took.getValueAtPercentile(50) / 1e3),
                                    rounded(took.getValueAtPercentile(99) / 1e3),
                                    rounded(took.getMaxValue() / 1e3)));
                }
            }
        }
        return latency;
    }

    /** Streams that are not judged stop at their first failure, as the loop does that they stand for. */
    private String loop() {
        return streams.stream()
                .filter(stream -> !stream.judged())
                .map(stream -> loop(of(stream)))
                .collect(Collectors.joining("; "));
    }

    private String loop(List<Sample> asked) {
        return asked.stream()
                .filter(Sample::failed)
                .min(Comparator.comparingLong(Sample::due))
                .map(s -> "DOWNTIME DETECTED at " + clock.at(s.due()) + " ("
                        + s.fault().kind().id() + ", " + steps.at(s.due()) + ")")
                .orElse("no downtime seen in " + asked.size() + " requests");
    }

    private static Histogram histogram() {
        return new Histogram(LONGEST_MICROS, 3);
    }

    private static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.min(LONGEST_MICROS, Math.max(0, nanos / 1000)));
    }

    static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
