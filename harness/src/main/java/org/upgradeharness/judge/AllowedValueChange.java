package org.upgradeharness.judge;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Engine;

/**
 * Values that may change and must keep a shape.
 *
 * @param table the table
 * @param columns the columns
 * @param shape what the new value must look like
 * @param values the allowed values of {@code one-of}, or the fields of {@code json-encrypted}; none otherwise
 * @param where column = value that the old row must have for it to hold; none for every row
 * @param at the release that brought it, or null
 * @param always whether it holds for every pair and restart
 * @param engine the only engine on which it holds, or null
 * @param reason why it is no fault
 */
public record AllowedValueChange(
        @JsonProperty(required = true) String table,
        @JsonProperty(required = true) List<String> columns,
        @JsonProperty(required = true) Shape shape,
        List<String> values,
        Map<String, String> where,
        Version at,
        boolean always,
        Engine engine,
        @JsonProperty(required = true) String reason)
        implements AllowedChange {
    public AllowedValueChange {
        columns = List.copyOf(columns);
        values = values == null ? List.of() : List.copyOf(values);
        where = Where.copy(where);
        Declared.require(
                (shape == Shape.ONE_OF || shape == Shape.JSON_ENCRYPTED) != values.isEmpty(),
                "\"values\" belongs to the shapes one-of and json-encrypted, and to them alone");
        Declared.check(at, always, reason);
    }
}
