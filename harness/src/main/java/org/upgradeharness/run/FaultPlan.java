package org.upgradeharness.run;

import java.time.Duration;
import java.util.SplittableRandom;
import org.upgradeharness.rollout.RollFault;

/**
 * What goes wrong during a roll, and when.
 *
 * @param fault what
 * @param replaced how many replicas are replaced then
 * @param place whom it hits, from 1 on, where it hits a replica
 * @param recovers for how long requests may fail from then on
 */
record FaultPlan(RollFault fault, int replaced, int place, Duration recovers) {
    /** Draws when and whom; the same seed draws the same. */
    static FaultPlan drawn(RollFault fault, int replicas, Duration recovers, long seed) {
        // Random's first draws of neighbouring seeds are alike.
        SplittableRandom random = new SplittableRandom(seed + fault.words().hashCode());
        return new FaultPlan(fault, random.nextInt(replicas + 1), 1 + random.nextInt(replicas), recovers);
    }

    /** In words, for whoever reads the plan before it is carried out. */
    String words(int replicas, long seed) {
        return "plan (--seed " + seed + "): with " + replaced + " of " + replicas + " replaced " + what()
                + "; requests may fail for " + recovers.toSeconds() + " s from then on";
    }

    /** What happens, and to whom. */
    String what() {
        return switch (fault) {
            case REPLICA_KILLED, REPLICA_PAUSED, REPLICA_CUT_OFF -> fault.words() + ", number " + place;
            case DATABASE_RESTARTED, BALANCER_RELOADED -> fault.words();
        };
    }
}
