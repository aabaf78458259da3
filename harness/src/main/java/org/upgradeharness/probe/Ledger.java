package org.upgradeharness.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.timeline.ProbeFacts;

/**
 * Every write of a probe: what was acknowledged must be there afterwards, once, with the last acknowledged value. What failed
 * or got no answer may be there or not. Safe for several threads.
 */
public final class Ledger {
    private final long settle;
    private final Map<String, List<Write>> writes = new LinkedHashMap<>();

    /**
     * An empty one.
     *
     * @param settleSeconds how long after its acknowledgement a write may be invisible to a reader
     */
    public Ledger(double settleSeconds) {
        this.settle = (long) (settleSeconds * 1e9);
    }

    private enum State {
        UNDER_WAY,
        ACKNOWLEDGED,
        UNKNOWN
    }

    /** One write of one entity. */
    public static final class Write {
        private final String value;
        private volatile State state = State.UNDER_WAY;
        private volatile long ended;

        private Write(String value) {
            this.value = value;
        }

        /** The server has said that it is done. */
        public void acknowledged() {
            ended = System.nanoTime();
            state = State.ACKNOWLEDGED;
        }

        /** It failed, or there was no answer. */
        public void unknown() {
            ended = System.nanoTime();
            state = State.UNKNOWN;
        }
    }

    /**
     * Writes down that a write begins.
     *
     * @param key the entity
     * @param value what it is set to; different from all values it had before
     */
    public synchronized Write begin(String key, String value) {
        Write write = new Write(value);
        writes.computeIfAbsent(key, k -> new ArrayList<>()).add(write);
        return write;
    }

    /** Whether a write of an entity has no answer yet: what another one would come to could not be told. */
    public synchronized boolean busy(String key) {
        return writes.getOrDefault(key, List.of()).stream().anyMatch(w -> w.state == State.UNDER_WAY);
    }

    /** Every entity that was written. */
    public synchronized Set<String> keys() {
        return Set.copyOf(writes.keySet());
    }

    /**
     * What is wrong with a value that was read.
     *
     * @param asked when the question was sent, nanoseconds
     */
    public synchronized Optional<Fault> judge(String key, String value, long asked) {
        List<Write> all = writes.getOrDefault(key, List.of());
        int found = -1;
        int least = -1;
        for (int i = 0; i < all.size(); i++) {
            Write write = all.get(i);
            found = write.value.equals(value) ? i : found;
            least = write.state == State.ACKNOWLEDGED && asked - write.ended > settle ? i : least;
        }
        if (found < 0) {
            return Optional.of(new Fault(FaultClass.WRONG_CONTENT, key + " is \"" + value + "\", as nobody wrote it"));
        }
        // A write without an answer may be done at any time, also after a later one.
        boolean stale = found < least && all.get(found).state != State.UNKNOWN;
        return stale
                ? Optional.of(new Fault(
                        FaultClass.STALE_CONTENT,
                        key + " is \"" + value + "\", and \"" + all.get(least).value + "\" was acknowledged "
                                + (asked - all.get(least).ended) / 1_000_000 + " ms before"))
                : Optional.empty();
    }

    /** How the ledger compares with what is there. */
    public record Audit(ProbeFacts.Writes writes, List<Finding> findings) {}

    /**
     * Compares with what is there once nothing is under way.
     *
     * @param there the values of each entity that was found, by key; more than one value is more than one entity
     */
    public synchronized Audit audit(Map<String, List<String>> there) {
        List<Finding> lost = new ArrayList<>();
        List<Finding> doubled = new ArrayList<>();
        writes.forEach((key, all) -> {
            List<String> found = there.getOrDefault(key, List.of());
            Optional<Write> last =
                    all.stream().filter(w -> w.state == State.ACKNOWLEDGED).reduce((first, second) -> second);
            if (found.size() > 1) {
                doubled.add(finding(Kind.DOUBLED_WRITE, key, "once", found.size() + " times"));
            }
            last.ifPresent(write -> lost(key, write, all, found).ifPresent(lost::add));
        });
        List<Finding> findings = new ArrayList<>(lost);
        findings.addAll(doubled);
        return new Audit(
                new ProbeFacts.Writes(count(State.ACKNOWLEDGED), lost.size(), doubled.size(), count(State.UNKNOWN)),
                findings);
    }

    private static Optional<Finding> lost(String key, Write last, List<Write> all, List<String> found) {
        if (found.isEmpty()) {
            return Optional.of(finding(Kind.LOST_WRITE, key, last.value, "not there"));
        }
        Set<String> allowed = all.stream()
                .filter(w -> w == last || w.state == State.UNKNOWN)
                .map(w -> w.value)
                .collect(Collectors.toSet());
        return found.stream().anyMatch(allowed::contains)
                ? Optional.empty()
                : Optional.of(finding(Kind.LOST_WRITE, key, last.value, String.join(", ", found)));
    }

    private static Finding finding(Kind kind, String key, String expected, String found) {
        return Finding.of(Severity.ERROR, kind, "probe:write", key, expected, found);
    }

    private long count(State state) {
        return writes.values().stream()
                .flatMap(List::stream)
                .filter(w -> w.state == state)
                .count();
    }
}
