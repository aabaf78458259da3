package org.upgradeharness.rollout;

import java.util.List;
import java.util.stream.Stream;
import org.upgradeharness.config.UsageError;

/** What can go wrong around the replicas while they are rolled. */
public enum RollFault {
    /** SIGKILL to a replica; whoever watches the replicas starts the same release in its place. */
    REPLICA_KILLED("a replica is killed"),
    /** A process of the database server is killed, so that the server cuts all connections and recovers from its log. */
    DATABASE_RESTARTED("the database crashes and recovers"),
    /** The load balancer reads its configuration anew; what it has begun it ends. */
    BALANCER_RELOADED("the load balancer is reloaded"),
    /** A replica stands still for five seconds and knows nothing of it. */
    REPLICA_PAUSED("a replica is paused for 5 s"),
    /** A replica runs and nothing reaches it, nor does it reach its database; after five seconds it is back at its address. */
    REPLICA_CUT_OFF("a replica is cut off its network for 5 s");

    private final String words;

    RollFault(String words) {
        this.words = words;
    }

    /**
     * The fault of these words.
     *
     * @throws UsageError if there is none
     */
    public static RollFault of(String words) {
        return Stream.of(values())
                .filter(f -> f.words.equals(words))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> allowed =
                            Stream.of(values()).map(RollFault::words).toList();
                    return new UsageError("\"" + words + "\" is no fault during a roll: allowed are " + allowed + ".");
                });
    }

    /** As a feature says it. */
    public String words() {
        return words;
    }
}
