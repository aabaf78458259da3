package org.upgradeharness.judge;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Engine;

/**
 * Another name for a column with the same values.
 *
 * @param table the table
 * @param column the old name
 * @param to the new name
 * @param at the release that brought it, or null
 * @param always whether it holds for every pair and restart
 * @param engine the only engine on which it holds, or null
 * @param reason why it is no fault
 */
public record AllowedColumnRename(
        @JsonProperty(required = true) String table,
        @JsonProperty(required = true) String column,
        @JsonProperty(required = true) String to,
        Version at,
        boolean always,
        Engine engine,
        @JsonProperty(required = true) String reason)
        implements AllowedChange {
    public AllowedColumnRename {
        Declared.check(at, always, reason);
    }
}
