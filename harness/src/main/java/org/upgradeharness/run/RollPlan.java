package org.upgradeharness.run;

import org.upgradeharness.probe.Budget;
import org.upgradeharness.rollout.Departure;

/**
 * How replicas are replaced.
 *
 * @param departure how the old ones leave
 * @param migrator the migrator that runs once before the first is replaced, by its name in {@code product.yaml}; null where
 *     the first new replica migrates
 * @param budget how long requests may fail
 * @param back whether those that are replaced go back to the old release when half of them are, and are replaced again then
 * @param trouble what goes wrong meanwhile; null for nothing
 */
public record RollPlan(Departure departure, String migrator, Budget budget, boolean back, RollTrouble trouble) {
    /** One way forward in which nothing goes wrong. */
    public static RollPlan straight(Departure departure, String migrator, Budget budget) {
        return new RollPlan(departure, migrator, budget, false, null);
    }
}
