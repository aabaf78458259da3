package org.upgradeharness.judge;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Engine;

/**
 * A log: old rows stay as they are, new ones may be added.
 *
 * @param table the table
 * @param mayShrink whether old rows may be rolled up or removed by age
 * @param at the release that brought it, or null
 * @param always whether it holds for every pair and restart
 * @param engine the only engine on which it holds, or null
 * @param reason why it is no fault
 */
public record AllowedAppend(
        @JsonProperty(required = true) String table,
        boolean mayShrink,
        Version at,
        boolean always,
        Engine engine,
        @JsonProperty(required = true) String reason)
        implements AllowedChange {
    public AllowedAppend {
        Declared.check(at, always, reason);
    }
}
