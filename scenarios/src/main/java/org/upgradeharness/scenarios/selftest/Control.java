package org.upgradeharness.scenarios.selftest;

import java.util.List;
import java.util.stream.Stream;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.store.Engine;

/** A run in which nothing is planted, and in which nothing may be found. */
public enum Control {
    /** What most defects are planted in: the new release starts on the seeded store. */
    OWN_START("UPG-01", "own-start", "RC1", "GA", false),
    /** Replicas are replaced under load, each drained; it measures time, so that nothing goes on beside it. */
    ROLLING("UPG-06", "rolling", "1.0.0", "1.1.0", true);

    private final String caseId;
    private final String way;
    private final String from;
    private final String to;
    private final boolean replicas;

    Control(String caseId, String way, String from, String to, boolean replicas) {
        this.caseId = caseId;
        this.way = way;
        this.from = from;
        this.to = to;
        this.replicas = replicas;
    }

    /**
     * The control of a case.
     *
     * @throws UsageError if it has none
     */
    public static Control of(String caseId) {
        List<String> allowed = Stream.of(values()).map(Control::caseId).toList();
        return Stream.of(values())
                .filter(c -> c.caseId.equals(caseId))
                .findFirst()
                .orElseThrow(() -> new UsageError(
                        "\"" + caseId + "\" after --case is not allowed: controls are there of " + allowed + "."));
    }

    String caseId() {
        return caseId;
    }

    String way() {
        return way;
    }

    String from() {
        return from;
    }

    String to() {
        return to;
    }

    /** Whether it measures time. */
    boolean alone() {
        return replicas;
    }

    /** Replicas share a store, and a SQLite file belongs to one gateway. */
    boolean on(Engine engine) {
        return !replicas || engine == Engine.POSTGRES;
    }
}
