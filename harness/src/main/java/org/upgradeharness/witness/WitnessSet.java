package org.upgradeharness.witness;

import java.util.List;

/**
 * The witnesses of one product, in the order in which they seed: what others refer to comes first.
 *
 * @param session how to become its administrator
 * @param witnesses the witnesses
 */
public record WitnessSet(Session session, List<Witness> witnesses) {
    public WitnessSet {
        witnesses = List.copyOf(witnesses);
    }
}
