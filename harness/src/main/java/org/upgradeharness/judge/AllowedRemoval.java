package org.upgradeharness.judge;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Engine;

/**
 * Rows that the release may remove: those that match, or those that have expired.
 *
 * @param table the table
 * @param where column = value that a removed row must have had
 * @param expired a time column; a removed row must lie in the past by it, or null
 * @param at the release that brought it, or null
 * @param always whether it holds for every pair and restart
 * @param engine the only engine on which it holds, or null
 * @param reason why it is no fault
 */
public record AllowedRemoval(
        @JsonProperty(required = true) String table,
        Map<String, String> where,
        String expired,
        Version at,
        boolean always,
        Engine engine,
        @JsonProperty(required = true) String reason)
        implements AllowedChange {
    public AllowedRemoval {
        where = Where.copy(where);
        Declared.require(
                !where.isEmpty() || expired != null, "\"where\" or \"expired\" must say which rows may be removed");
        Declared.check(at, always, reason);
    }
}
