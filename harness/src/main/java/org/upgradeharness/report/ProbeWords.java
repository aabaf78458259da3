package org.upgradeharness.report;

import java.util.Map;
import org.upgradeharness.timeline.ProbeFacts;

/** What a probe saw, in sentences. */
final class ProbeWords {
    private ProbeWords() {}

    static String of(ProbeFacts p) {
        String rate = p.rate() == p.askedRate()
                ? p.rate() + " a second"
                : p.rate() + " a second (asked for were " + p.askedRate() + ", which is not held here)";
        return p.sent() + " requests at " + rate + ", " + p.failed() + " failed"
                + (p.failed() == 0 ? "" : " (" + classes(p.byClass()) + ")") + ". Writes: "
                + p.ledger().acknowledged() + " acknowledged, " + p.ledger().lost() + " lost, "
                + p.ledger().doubled() + " doubled, " + p.ledger().unknown()
                + " without an answer. The probe sent 99 of 100 within " + p.lagP99Ms()
                + " ms of their time, the latest " + p.lagMaxMs()
                + " ms late. A request each second that stops at the first failure: " + p.loop() + ".";
    }

    static String classes(Map<String, Long> byClass) {
        return String.join(
                ", ",
                byClass.entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .toList());
    }
}
