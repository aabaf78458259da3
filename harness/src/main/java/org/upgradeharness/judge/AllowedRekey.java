package org.upgradeharness.judge;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Engine;

/**
 * Another key for every row: each old row must map to exactly one new row, and what refers to it must follow.
 *
 * @param table the table
 * @param key the old key column
 * @param newKey the new key column; the same name where it is missing
 * @param natural the columns that tell rows apart on both sides
 * @param references {@code table.column} of each column that holds the key, in names of the old store
 * @param at the release that brought it, or null
 * @param always whether it holds for every pair and restart
 * @param engine the only engine on which it holds, or null
 * @param reason why it is no fault
 */
public record AllowedRekey(
        @JsonProperty(required = true) String table,
        @JsonProperty(required = true) String key,
        String newKey,
        @JsonProperty(required = true) List<String> natural,
        List<String> references,
        Version at,
        boolean always,
        Engine engine,
        @JsonProperty(required = true) String reason)
        implements AllowedChange {
    public AllowedRekey {
        newKey = newKey == null ? key : newKey;
        natural = List.copyOf(natural);
        references = references == null ? List.of() : List.copyOf(references);
        Declared.require(!natural.isEmpty(), "\"natural\" must name the columns that tell rows apart");
        Declared.require(
                references.stream().allMatch(r -> r.matches("[^.]+\\.[^.]+")),
                "\"references\" are written table.column");
        Declared.check(at, always, reason);
    }
}
