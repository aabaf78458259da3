package org.upgradeharness.run;

import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.rollout.Departure;
import org.upgradeharness.witness.Sight;

/**
 * Two releases on one store. At every step of a roll both are looked at with all witnesses, and each reads, changes and deletes
 * what the other has written. That the old release goes on as before on the new schema is the property which decides.
 */
final class MixedState {
    private final Run run;
    private final Judgement judgement;
    private final Seeded old;
    private final Roll roll;
    private final int replicas;

    MixedState(Run run, Judgement judgement, Seeded old, Roll roll, int replicas) {
        this.run = run;
        this.judgement = judgement;
        this.old = old;
        this.roll = roll;
        this.replicas = replicas;
    }

    /** Replaces all replicas; the migrator runs before the first. */
    void to(Side side, String migrator) {
        judgement.rolled(roll.migrated(side, migrator));
        for (int replaced = 0; replaced <= replicas; replaced++) {
            if (replaced > 0) {
                judgement.rolled(roll.replace(replaced, side, Departure.DRAINED));
            }
            look(side, replaced);
        }
    }

    private void look(Side side, int replaced) {
        String how = ", " + replaced + " of " + replicas + " replaced";
        if (replaced < replicas) {
            judgement
                    .gateway()
                    .api(
                            "look at " + old.side().version() + how,
                            sight(roll.at(replicas)),
                            old.side().version());
        }
        if (replaced > 0) {
            judgement.gateway().api("look at " + side.version() + how, sight(roll.at(1)), side.version());
        }
        if (replaced > 0 && replaced < replicas) {
            across(old.side().version() + " and " + side.version() + how, roll.at(replicas), roll.at(1));
            across(side.version() + " and " + old.side().version() + how, roll.at(1), roll.at(replicas));
        }
    }

    private void across(String how, Gateway writer, Gateway other) {
        judgement.part("write across " + how, () -> run.witnesses().traffic().across(sight(writer), sight(other)));
    }

    private Sight sight(Gateway gateway) {
        return old.sight(gateway.api());
    }
}
