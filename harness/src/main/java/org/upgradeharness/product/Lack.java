package org.upgradeharness.product;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Something that a range of releases cannot do over its API although the witnesses ask for it. It is not seeded or not seen
 * there; declared, so that what is missing has a reason.
 *
 * @param since the first release that lacks it, or null
 * @param before the first release that can, or null
 * @param ability what is lacking, in the word by which the witnesses know it
 * @param tables the tables that nothing can fill there, so that no row is demanded of them
 * @param reason why it cannot be done
 */
public record Lack(
        Version since,
        Version before,
        @JsonProperty(required = true) String ability,
        List<String> tables,
        @JsonProperty(required = true) String reason)
        implements Ranged {
    public Lack {
        tables = tables == null ? List.of() : List.copyOf(tables);
        if (reason == null || reason.isBlank()) {
            throw new IllegalArgumentException("\"reason\" must say why it cannot be done");
        }
    }
}
