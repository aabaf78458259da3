package org.upgradeharness.product;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.upgradeharness.judge.Declared;
import org.upgradeharness.store.Engine;

/**
 * What is lost by a downgrade over a release, although nothing went wrong. It holds for every pair with to &lt; at &lt;= from.
 *
 * @param at the release that brought what is lost
 * @param engine the only engine on which it holds, or null
 * @param tables tables that are dropped with their rows
 * @param columns columns that are dropped with their values, as {@code table.column}
 * @param rows tables that lose rows which were made under the new release
 * @param irreversible ids of revisions whose way back fails, or does nothing
 * @param reason why, and what people notice of it
 */
public record GoingBack(
        @JsonProperty(required = true) Version at,
        Engine engine,
        List<String> tables,
        List<String> columns,
        List<String> rows,
        List<String> irreversible,
        @JsonProperty(required = true) String reason) {
    public GoingBack {
        tables = tables == null ? List.of() : List.copyOf(tables);
        columns = columns == null ? List.of() : List.copyOf(columns);
        rows = rows == null ? List.of() : List.copyOf(rows);
        irreversible = irreversible == null ? List.of() : List.copyOf(irreversible);
        Declared.require(
                !(tables.isEmpty() && columns.isEmpty() && rows.isEmpty() && irreversible.isEmpty()),
                "\"tables\", \"columns\", \"rows\" or \"irreversible\" must name what is lost");
        Declared.require(
                columns.stream().allMatch(c -> c.matches("[^.]+\\.[^.]+")), "\"columns\" are written table.column");
        Declared.require(reason != null && !reason.isBlank(), "\"reason\" must say why, and what people notice of it");
    }

    /** Whether it holds on the way from the newer release back to the older one. */
    public boolean holds(Version older, Version newer, Engine on) {
        return older.compareTo(at) < 0 && at.compareTo(newer) <= 0 && (engine == null || engine == on);
    }
}
