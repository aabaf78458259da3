package org.upgradeharness.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.timeline.ProbeFacts;

/** The probe against a local server that misbehaves in each way there is. */
class ProbeTest {
    private static final ProbeFacts.Writes NO_WRITES = new ProbeFacts.Writes(0, 0, 0, 0);

    private final Misbehaving server = new Misbehaving();

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private static Ask ask() {
        return Ask.get("/thing", reply -> {
            Optional<Fault> status = reply.unsuccessful();
            return status.isPresent() || reply.body().equals("right")
                    ? status
                    : Optional.of(new Fault(FaultClass.WRONG_CONTENT, reply.body()));
        });
    }

    private static Stream stream(String name, double rate, Stream.Link link, int limit) {
        return new Stream(name, rate, link, Duration.ofMillis(limit), true, ProbeTest::ask);
    }

    private static void until(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(condition);
    }

    private static void sent(Probe probe, int more) {
        long begin = System.nanoTime();
        until(more + " more requests", () -> probe.since(begin).size() >= more);
    }

    private Seen misbehaving(Misbehaving.Way way, Stream... streams) {
        try (Probe probe = Probe.start(server.address(), List.of(streams), Duration.ofSeconds(30))) {
            probe.phase(Phase.BEFORE);
            sent(probe, 10);
            probe.phase(Phase.DURING);
            probe.step("stop the old one");
            sent(probe, 10); // what was sent before the step has been answered
            server.does(way);
            sent(probe, 10);
            server.does(Misbehaving.Way.ANSWER);
            probe.step("");
            probe.phase(Phase.AFTER);
            sent(probe, 10);
            return probe.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RESET, reset",
        "CLOSE, closed",
        "HALF, closed",
        "SILENT, time-out",
        "ERROR, server-error",
        "REFUSAL, client-error",
        "OTHER, wrong-content",
        "GIBBERISH, wrong-content"
    })
    void everyWayToMisbehaveIsAClassOfItsOwn(Misbehaving.Way way, String expected) {
        Seen seen = misbehaving(way, stream("reads", 100, Stream.Link.NEW, 300));
        ProbeFacts facts = seen.facts(NO_WRITES);
        assertThat(facts.byClass()).containsOnlyKeys(expected);
        assertThat(facts.failed()).isPositive();
        assertThat(facts.outages()).hasSize(1);
        assertThat(facts.outages().get(0).step()).isEqualTo("stop the old one");
        assertThat(facts.outages().get(0).seconds()).isBetween(0.02, 2.0);
        List<Finding> findings = ProbeJudge.findings(seen, Budget.ZERO, List.of());
        assertThat(findings).extracting(Finding::kind).containsExactly(Kind.OUTAGE);
        assertThat(findings).extracting(Finding::severity).containsExactly(Severity.ERROR);
        assertThat(ProbeJudge.findings(seen, new Budget(Duration.ofSeconds(5)), List.of()))
                .extracting(Finding::severity)
                .containsExactly(Severity.NOTE);
    }

    @Test
    void whatIsBrokenOnPurposeIsPardonedForAsLongAsWasSaidAndNoLonger() {
        Seen seen = misbehaving(Misbehaving.Way.SILENT, stream("reads", 100, Stream.Link.NEW, 300));
        ProbeFacts.Window outage = seen.facts(NO_WRITES).outages().get(0);
        Instant end = outage.start().plusNanos((long) (outage.seconds() * 1e9));
        assertThat(severity(seen, outage.start(), end)).isEqualTo(Severity.NOTE);
        // Under way when it was broken: due before, and failed after.
        assertThat(severity(seen, outage.start().plusMillis(200), end)).isEqualTo(Severity.NOTE);
        assertThat(severity(seen, outage.start(), end.minusMillis(1))).isEqualTo(Severity.ERROR);
        assertThat(severity(seen, end.plusSeconds(1), end.plusSeconds(9))).isEqualTo(Severity.ERROR);
    }

    private static Severity severity(Seen seen, Instant from, Instant to) {
        List<Finding> findings = ProbeJudge.findings(seen, Budget.ZERO, List.of(new Pardon(from, to, "a test")));
        assertThat(findings).hasSize(1);
        return findings.get(0).severity();
    }

    @ParameterizedTest
    @EnumSource(Stream.Link.class)
    void whatAnswersRightlyHasNoOutage(Stream.Link link) {
        Seen seen = misbehaving(Misbehaving.Way.CHUNKED, stream("reads", 200, link, 300));
        assertThat(seen.facts(NO_WRITES).failed()).isZero();
        assertThat(ProbeJudge.findings(seen, Budget.ZERO, List.of())).isEmpty();
        assertThat(seen.facts(NO_WRITES).latency().get("reads")).containsOnlyKeys("before", "during", "after");
    }

    /** Server and probe share two cores with whatever else runs: what is dropped is dropped by the clock, and must be seen. */
    @ParameterizedTest
    @ValueSource(ints = {50, 100, 500})
    void aShortGapIsSeen(int millis) {
        try (Probe probe = Probe.start(
                server.address(), List.of(stream("health", 200, Stream.Link.NEW, 1000)), Duration.ofSeconds(30))) {
            probe.phase(Phase.BEFORE);
            sent(probe, 20);
            probe.phase(Phase.DURING);
            long begin = System.nanoTime();
            server.does(() ->
                    System.nanoTime() - begin < millis * 1_000_000L ? Misbehaving.Way.CLOSE : Misbehaving.Way.ANSWER);
            until("the gap to be over", () -> System.nanoTime() - begin > millis * 1_000_000L);
            sent(probe, 20);
            ProbeFacts facts = probe.stop().facts(NO_WRITES);
            assertThat(facts.byClass()).containsOnlyKeys("closed");
            assertThat(facts.outages()).hasSize(1);
            assertThat(facts.outages().get(0).seconds()).isBetween(0.004, millis / 1000.0 + 0.5);
        }
    }

    @Test
    void aPortThatIsClosedIsRefused() throws IOException {
        try (Probe probe = Probe.start(
                server.address(), List.of(stream("reads", 100, Stream.Link.NEW, 300)), Duration.ofSeconds(30))) {
            probe.phase(Phase.BEFORE);
            sent(probe, 5);
            probe.phase(Phase.DURING);
            server.leave();
            sent(probe, 10);
            server.comeBack();
            sent(probe, 10);
            ProbeFacts facts = probe.stop().facts(NO_WRITES);
            assertThat(facts.byClass()).containsKey("refused");
            assertThat(facts.outages()).hasSize(1);
        }
    }

    @Test
    void aSlowAnswerDelaysNoOtherRequestAndCountsFromWhenItWasDue() {
        Seen seen = misbehaving(Misbehaving.Way.SLOW, stream("reads", 100, Stream.Link.KEPT_ALIVE, 2000));
        ProbeFacts facts = seen.facts(NO_WRITES);
        assertThat(facts.failed()).isZero();
        assertThat(facts.latency().get("reads").get("during").max()).isGreaterThan(390);
        // Closed loop, ten answers of 0.4 s would take four seconds.
        assertThat(facts.sent()).isGreaterThan(30);
    }

    @Test
    void theLoopOfTheIssueIsToldAndNotJudged() {
        Stream loop = new Stream("loop", 5, Stream.Link.NEW, Duration.ofSeconds(1), false, ProbeTest::ask);
        try (Probe probe = Probe.start(
                server.address(), List.of(loop, stream("reads", 50, Stream.Link.NEW, 300)), Duration.ofSeconds(30))) {
            probe.phase(Phase.BEFORE);
            sent(probe, 20);
            assertThat(probe.stop().facts(NO_WRITES).loop()).startsWith("no downtime seen in ");
        }
        server.does(Misbehaving.Way.ERROR);
        try (Probe probe = Probe.start(
                server.address(), List.of(loop, stream("reads", 50, Stream.Link.NEW, 300)), Duration.ofSeconds(30))) {
            probe.phase(Phase.DURING);
            sent(probe, 20);
            ProbeFacts facts = probe.stop().facts(NO_WRITES);
            assertThat(facts.loop()).startsWith("DOWNTIME DETECTED at ").contains("server-error");
            assertThat(facts.outages()).extracting(ProbeFacts.Window::stream).containsOnly("reads");
        }
    }

    @Test
    void theWarmUpLowersARateThatIsNotHeldAndSaysSo() {
        // It answers one request after the other, each in 20 ms: fifty a second.
        Object door = new Object();
        server.does(() -> {
            synchronized (door) {
                long until = System.nanoTime() + 20_000_000;
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
            }
            return Misbehaving.Way.ANSWER;
        });
        List<String> said = new java.util.ArrayList<>();
        try (Probe probe = Probe.start(
                server.address(), List.of(stream("reads", 100, Stream.Link.NEW, 2000)), Duration.ofSeconds(60))) {
            new WarmUp(probe, said::add, 1.5).run();
            sent(probe, 5);
            ProbeFacts facts = probe.stop().facts(NO_WRITES);
            assertThat(facts.askedRate()).isEqualTo(100);
            assertThat(facts.rate()).isBetween(12.0, 50.0);
            assertThat(said).isNotEmpty().allMatch(line -> line.contains("lowered"));
        }
    }

    @Test
    void whoCannotAnswerAtAnyRateIsBrokenBeforeAnythingIsJudged() {
        server.does(Misbehaving.Way.ERROR);
        try (Probe probe = Probe.start(
                server.address(), List.of(stream("reads", 20, Stream.Link.NEW, 300)), Duration.ofSeconds(60))) {
            assertThatThrownBy(() -> new WarmUp(probe, line -> {}, 0.5).run())
                    .isInstanceOf(BrokenEnvironment.class)
                    .hasMessageContaining("server-error");
        }
    }

    @Test
    void aProbeThatWasStarvedSaysSo() {
        Stream starving = Stream.of("reads", 50, Stream.Link.NEW, () -> {
            long until = System.nanoTime() + 60_000_000;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            return ask();
        });
        try (Probe probe = Probe.start(server.address(), List.of(starving), Duration.ofSeconds(30))) {
            probe.phase(Phase.BEFORE);
            sent(probe, 20);
            ProbeJudge.Judged judged = ProbeJudge.judge(probe.stop(), Budget.ZERO, List.of(), "");
            assertThat(judged.late()).contains("The probe itself was late");
            assertThat(judged.findings()).isEmpty();
        }
    }

    @Test
    void whatFailsBeforeAnythingIsChangedIsNotTheUpgradesDoing() {
        try (Probe probe = Probe.start(
                server.address(), List.of(stream("reads", 50, Stream.Link.NEW, 300)), Duration.ofSeconds(30))) {
            probe.phase(Phase.BEFORE);
            sent(probe, 5);
            server.does(Misbehaving.Way.ERROR);
            sent(probe, 5);
            Seen seen = probe.stop();
            assertThatThrownBy(() -> ProbeJudge.findings(seen, Budget.ZERO, List.of()))
                    .hasMessageContaining("before anything was changed");
        }
    }

    @Test
    void nothingButThisMachineIsAsked() {
        assertThatThrownBy(() -> Probe.start(
                        new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), 80),
                        List.of(),
                        Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
