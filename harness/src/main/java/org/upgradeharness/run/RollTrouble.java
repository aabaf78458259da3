package org.upgradeharness.run;

import java.time.Duration;
import org.upgradeharness.rollout.RollFault;

/**
 * What a case breaks during a roll.
 *
 * @param fault what
 * @param recovers for how long requests may fail from then on: what the case promises
 */
public record RollTrouble(RollFault fault, Duration recovers) {}
