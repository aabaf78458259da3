package org.upgradeharness.witness;

import java.util.List;
import java.util.Map;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.probe.Ledger;
import org.upgradeharness.probe.Stream;

/** What people do all the time with a product: the requests of a probe, and what is a right answer to each. */
public interface Traffic {
    /**
     * Prepares it on the old release: what it reads and changes is made now.
     *
     * @param sight the old release, seeded
     * @throws org.upgradeharness.config.BrokenEnvironment if it refuses
     */
    Load prepare(Sight sight, Rates rates);

    /**
     * What one gateway writes the other reads, changes and deletes, both on one store.
     *
     * @param one the gateway that writes first
     * @param other the other one, of another release
     * @return what was refused or not seen
     */
    List<Finding> across(Sight one, Sight other);

    /**
     * Requests a second, and how long the long ones last.
     *
     * @param health of the stream that only asks whether it is well
     * @param others of each other stream
     * @param longSeconds how long a long call lasts
     */
    record Rates(double health, double others, double longSeconds) {
        public Rates {
            if (!(health > 0) || !(others > 0) || !(longSeconds > 0)) {
                throw new IllegalArgumentException("rates and lengths of a probe are above zero");
            }
        }
    }

    /** Traffic that has been prepared. */
    interface Load {
        /** The streams, each with its own judgement of answers. */
        List<Stream> streams();

        /** Every write they make. */
        Ledger ledger();

        /** What is there of all that the writes made: values by key. */
        Map<String, List<String>> written(Sight sight);

        /** Removes what the writes made, so that the rest can be compared; what cannot be removed is a finding. */
        List<Finding> remove(Sight sight);
    }
}
