package org.upgradeharness.judge;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Engine;

/**
 * A column that the release drops together with its values.
 *
 * @param table the table
 * @param column the column
 * @param at the release that brought it, or null
 * @param always whether it holds for every pair and restart
 * @param engine the only engine on which it holds, or null
 * @param reason why it is no fault
 */
public record AllowedColumnDrop(
        @JsonProperty(required = true) String table,
        @JsonProperty(required = true) String column,
        Version at,
        boolean always,
        Engine engine,
        @JsonProperty(required = true) String reason)
        implements AllowedChange {
    public AllowedColumnDrop {
        Declared.check(at, always, reason);
    }
}
