package org.upgradeharness.judge;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Engine;

/**
 * Values that must be converted, all of them and in exactly this way.
 *
 * @param table the table
 * @param columns the columns
 * @param conversion how
 * @param at the release that brought it, or null
 * @param always whether it holds for every pair and restart
 * @param engine the only engine on which it holds, or null
 * @param reason why it is no fault
 */
public record AllowedConversion(
        @JsonProperty(required = true) String table,
        @JsonProperty(required = true) List<String> columns,
        @JsonProperty(required = true) Conversion conversion,
        Version at,
        boolean always,
        Engine engine,
        @JsonProperty(required = true) String reason)
        implements AllowedChange {
    public AllowedConversion {
        columns = List.copyOf(columns);
        Declared.check(at, always, reason);
    }
}
