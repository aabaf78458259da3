package org.upgradeharness.judge;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Engine;

/**
 * Rows that the release may add.
 *
 * @param table the table
 * @param where column = value that an added row must have
 * @param atMost how many, or null for any number
 * @param at the release that brought it, or null
 * @param always whether it holds for every pair and restart
 * @param engine the only engine on which it holds, or null
 * @param reason why it is no fault
 */
public record AllowedAddition(
        @JsonProperty(required = true) String table,
        Map<String, String> where,
        Integer atMost,
        Version at,
        boolean always,
        Engine engine,
        @JsonProperty(required = true) String reason)
        implements AllowedChange {
    public AllowedAddition {
        where = Where.copy(where);
        Declared.require(
                !where.isEmpty() || atMost != null, "\"where\" or \"atMost\" must say which rows may be added");
        Declared.check(at, always, reason);
    }
}
