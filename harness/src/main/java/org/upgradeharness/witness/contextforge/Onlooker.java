package org.upgradeharness.witness.contextforge;

import java.util.Map;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Witness;

/** Seeds nothing of its own: it looks at what the others seeded. */
abstract class Onlooker implements Witness {
    @Override
    public final void seed(Seedbed bed) {
        // Nothing of its own.
    }

    @Override
    public final boolean seeds() {
        return false;
    }

    @Override
    public Map<String, Integer> leastRows() {
        return Map.of();
    }
}
