package org.upgradeharness.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;

/** A probe that stood still for two seconds, twenty seconds after its start. */
class LatenessTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long STILL = 20 * SECOND;
    private static final List<Stream> STREAMS =
            List.of(Stream.of("reads", 10, Stream.Link.NEW, () -> Ask.get("/", reply -> java.util.Optional.empty())));

    private final Marks<Phase> phases = new Marks<>(0, Phase.BEFORE);

    private Seen seen(boolean late, long at, FaultClass kind) {
        phases.set(SECOND, Phase.DURING);
        List<Sample> samples = new ArrayList<>();
        for (long due = 0; due < 40 * SECOND; due += SECOND / 10) {
            boolean stood = late && due >= STILL && due < STILL + 2 * SECOND;
            long sent = stood ? STILL + 2 * SECOND : due;
            Fault fault = due == at ? new Fault(kind, "as planted") : null;
            samples.add(new Sample("reads", due, sent, sent + SECOND / 100, fault, ""));
        }
        return new Seen(STREAMS, samples, phases, new Marks<>(0, "roll"), Instant.EPOCH::plusNanos, 1, 0);
    }

    private static ProbeJudge.Judged judged(Seen seen) {
        return judged(seen, "");
    }

    private static ProbeJudge.Judged judged(Seen seen, String beside) {
        return ProbeJudge.judge(seen, Budget.ZERO, List.of(), beside);
    }

    @Test
    void whereOtherProgramsWereInTheWayATimeOutProvesNothingAndAllElseDoes() {
        ProbeJudge.Judged slow = judged(seen(false, STILL, FaultClass.TIME_OUT), "Others.");
        assertThat(slow.findings()).isEmpty();
        assertThat(slow.late()).isEqualTo("Others. 1 failed requests may come of that and are not judged.");
        ProbeJudge.Judged refused = judged(seen(false, STILL, FaultClass.SERVER_ERROR), "Others.");
        assertThat(refused.findings()).hasSize(1);
        assertThat(refused.late()).isEmpty();
        assertThat(judged(seen(false, -1, null), "Others.").late()).isEmpty();
    }

    @Test
    void aLateProbeThatSawNothingIsNoPass() {
        ProbeJudge.Judged judged = judged(seen(true, -1, null));
        assertThat(judged.findings()).isEmpty();
        assertThat(judged.late()).startsWith("The probe itself was late").doesNotContain("not judged");
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultClass.class,
            names = {"REFUSED", "WRONG_CONTENT", "STALE_CONTENT"})
    void noLatenessMakesAnAnswerWrongOrAPortClosed(FaultClass kind) {
        ProbeJudge.Judged judged = judged(seen(true, STILL, kind));
        assertThat(judged.findings()).extracting(Finding::severity).containsExactly(Severity.ERROR);
        assertThat(judged.findings())
                .extracting(Finding::kind)
                .containsExactly(kind == FaultClass.STALE_CONTENT ? Kind.STALE_READ : Kind.OUTAGE);
        assertThat(judged.late()).startsWith("The probe itself was late").doesNotContain("not judged");
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultClass.class,
            names = {"RESET", "CLOSED", "SERVER_ERROR", "CLIENT_ERROR"})
    void whatABurstOrALongRestCanCauseCountsWhereTheProbeWasInTimeAllAround(FaultClass kind) {
        assertThat(judged(seen(true, 10 * SECOND, kind)).findings()).hasSize(1);
        assertThat(judged(seen(true, 30 * SECOND, kind)).findings()).hasSize(1);
        assertThat(judged(seen(true, STILL + SECOND, kind)).findings()).isEmpty();
        ProbeJudge.Judged after = judged(seen(true, STILL + 6 * SECOND, kind));
        assertThat(after.findings()).isEmpty();
        assertThat(after.late()).endsWith("1 failed requests may come of that and are not judged.");
    }

    @Test
    void aTimeOutProvesNothingWhereTheProbeWasLateAtAnyTime() {
        ProbeJudge.Judged judged = judged(seen(true, 35 * SECOND, FaultClass.TIME_OUT));
        assertThat(judged.findings()).isEmpty();
        assertThat(judged.late()).contains("may come of that");
    }

    @ParameterizedTest
    @EnumSource(FaultClass.class)
    void aProbeInTimeTellsOfAll(FaultClass kind) {
        ProbeJudge.Judged judged = judged(seen(false, STILL, kind));
        assertThat(judged.findings()).hasSize(1);
        assertThat(judged.late()).isEmpty();
    }

    @Test
    void oneThatCouldNotSendWasStarved() {
        Seen starved = new Seen(
                STREAMS, seen(false, -1, null).sent(), phases, new Marks<>(0, ""), Instant.EPOCH::plusNanos, 1, 3);
        assertThat(judged(starved).late()).startsWith("The probe could not send 3 requests");
    }
}
