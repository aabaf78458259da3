package org.upgradeharness.judge;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Engine;

/**
 * Columns that the release moves to a new table: for each old row with values there must be exactly one new row with the same
 * values under its key. Rows without any value need none.
 *
 * @param table the table, whose key stays as it is
 * @param columns the columns that go; they have the same names in the new table
 * @param to the new table
 * @param by the column of the new table that holds the old row's key
 * @param at the release that brought it, or null
 * @param always whether it holds for every pair and restart
 * @param engine the only engine on which it holds, or null
 * @param reason why it is no fault
 */
public record AllowedColumnMove(
        @JsonProperty(required = true) String table,
        @JsonProperty(required = true) List<String> columns,
        @JsonProperty(required = true) String to,
        @JsonProperty(required = true) String by,
        Version at,
        boolean always,
        Engine engine,
        @JsonProperty(required = true) String reason)
        implements AllowedChange {
    public AllowedColumnMove {
        columns = List.copyOf(columns);
        Declared.require(!columns.isEmpty(), "\"columns\" must name what moves");
        Declared.check(at, always, reason);
    }
}
