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
 */
public record RollPlan(Departure departure, String migrator, Budget budget) {}
