package org.upgradeharness.judge;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Engine;

/**
 * Times that may move forward: never back, never to NULL, and not beyond the day after today.
 *
 * @param table the table
 * @param columns the time columns
 * @param where column = value that the old row must have for it to hold; none for every row
 * @param at the release that brought it, or null
 * @param always whether it holds for every pair and restart
 * @param engine the only engine on which it holds, or null
 * @param reason why it is no fault
 */
public record AllowedTouch(
        @JsonProperty(required = true) String table,
        @JsonProperty(required = true) List<String> columns,
        Map<String, String> where,
        Version at,
        boolean always,
        Engine engine,
        @JsonProperty(required = true) String reason)
        implements AllowedChange {
    public AllowedTouch {
        columns = List.copyOf(columns);
        where = Where.copy(where);
        Declared.check(at, always, reason);
    }
}
