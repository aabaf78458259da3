package org.upgradeharness.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.timeline.ProbeFacts;

class LedgerTest {
    private final Ledger ledger = new Ledger(0);

    private void acknowledged(String key, String value) {
        ledger.begin(key, value).acknowledged();
    }

    private void unknown(String key, String value) {
        ledger.begin(key, value).unknown();
    }

    @Test
    void whatIsThereOnceWithItsLastValueIsRight() {
        acknowledged("a", "1");
        acknowledged("a", "2");
        Ledger.Audit audit = ledger.audit(Map.of("a", List.of("2")));
        assertThat(audit.findings()).isEmpty();
        assertThat(audit.writes()).isEqualTo(new ProbeFacts.Writes(2, 0, 0, 0));
    }

    @Test
    void anAcknowledgedWriteThatIsGoneIsLost() {
        acknowledged("a", "1");
        acknowledged("b", "1");
        acknowledged("b", "2");
        Ledger.Audit audit = ledger.audit(Map.of("b", List.of("1")));
        assertThat(audit.findings()).extracting(Finding::kind).containsOnly(Kind.LOST_WRITE);
        assertThat(audit.findings()).extracting(Finding::key).containsExactly("a", "b");
        assertThat(audit.writes().lost()).isEqualTo(2);
    }

    @Test
    void whatWasWrittenOnceAndIsThereTwiceIsDoubled() {
        acknowledged("a", "1");
        Ledger.Audit audit = ledger.audit(Map.of("a", List.of("1", "1")));
        assertThat(audit.findings()).extracting(Finding::kind).containsExactly(Kind.DOUBLED_WRITE);
        assertThat(audit.writes().doubled()).isEqualTo(1);
    }

    @Test
    void aWriteWithoutAnAnswerMayBeThereOrNot() {
        unknown("a", "1");
        acknowledged("b", "1");
        unknown("b", "2");
        acknowledged("c", "1");
        unknown("c", "2");
        Ledger.Audit audit = ledger.audit(Map.of("b", List.of("1"), "c", List.of("2")));
        assertThat(audit.findings()).isEmpty();
        assertThat(audit.writes().unknown()).isEqualTo(3);
    }

    @Test
    void anOlderValueThanTheAcknowledgedOneIsStale() {
        acknowledged("a", "1");
        long between = System.nanoTime();
        acknowledged("a", "2");
        assertThat(ledger.judge("a", "1", between)).isEmpty();
        assertThat(ledger.judge("a", "2", System.nanoTime() + 1)).isEmpty();
        assertThat(ledger.judge("a", "1", System.nanoTime() + 1))
                .hasValueSatisfying(f -> assertThat(f.kind()).isEqualTo(FaultClass.STALE_CONTENT));
        assertThat(ledger.judge("a", "7", between))
                .hasValueSatisfying(f -> assertThat(f.kind()).isEqualTo(FaultClass.WRONG_CONTENT));
    }

    @Test
    void aReaderMayComeBeforeTheCommit() {
        Ledger patient = new Ledger(5);
        patient.begin("a", "1").acknowledged();
        patient.begin("a", "2").acknowledged();
        assertThat(patient.judge("a", "1", System.nanoTime())).isEmpty();
        assertThat(patient.judge("a", "1", System.nanoTime() + 6_000_000_000L)).isPresent();
    }

    @Test
    void anEntityIsNotWrittenWhileAWriteOfItHasNoAnswer() {
        Ledger.Write write = ledger.begin("a", "1");
        assertThat(ledger.busy("a")).isTrue();
        write.unknown();
        assertThat(ledger.busy("a")).isFalse();
    }
}
