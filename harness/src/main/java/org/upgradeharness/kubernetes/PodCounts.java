package org.upgradeharness.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How many pods there were, and how many of them were ready, from one change to the next. */
final class PodCounts {
    /**
     * The old and the new ReplicaSet carry one step of a roll out by themselves: the new pod may be there some milliseconds before
     * the old one is told to leave.
     */
    static final Duration HAND_OVER = Duration.ofSeconds(1);

    private record Moment(Instant at, int ready, int total, String what) {
        @Override
        public String toString() {
            return at + " " + ready + " ready of " + total + ": " + what;
        }
    }

    private final List<Moment> moments = new ArrayList<>();

    void add(Instant at, int ready, int total, String what) {
        moments.add(new Moment(at, ready, total, what));
    }

    /** Every change as a line. */
    List<String> lines() {
        return moments.stream().map(Moment::toString).toList();
    }

    /** When fewer were ready than there should be: the fewest. */
    Optional<String> below(int replicas) {
        return moments.stream()
                .filter(m -> m.ready() < replicas)
                .min(Comparator.comparingInt(Moment::ready))
                .map(Moment::toString);
    }

    /**
     * When more were there than there may be, for longer than it takes to hand over.
     *
     * @param end until when was looked
     */
    Optional<String> above(int allowed, Instant end) {
        Moment first = null;
        for (Moment m : moments) {
            if (first != null && m.at().isAfter(first.at().plus(HAND_OVER))) {
                return Optional.of(first.toString());
            }
            if (m.total() <= allowed) {
                first = null;
            } else if (first == null) {
                first = m;
            }
        }
        return first != null && end.isAfter(first.at().plus(HAND_OVER))
                ? Optional.of(first.toString())
                : Optional.empty();
    }
}
