package org.upgradeharness.witness;

import java.util.List;

/**
 * The witnesses of one product, in the order in which they seed: what others refer to comes first.
 *
 * @param session how to become its administrator
 * @param witnesses the witnesses
 * @param edges what the dataset {@code full} has beside
 * @param traffic what people do all the time
 */
public record WitnessSet(Session session, List<Witness> witnesses, EdgeData edges, Traffic traffic) {
    public WitnessSet {
        witnesses = List.copyOf(witnesses);
    }
}
