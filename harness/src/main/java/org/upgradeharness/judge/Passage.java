package org.upgradeharness.judge;

import java.util.List;
import org.upgradeharness.product.Version;

/**
 * Between which releases a store went.
 *
 * @param from the release that it comes from
 * @param to the release that it has come to
 * @param via the releases that it was brought to between them, in their order
 */
public record Passage(Version from, Version to, List<Version> via) {
    public Passage {
        via = List.copyOf(via);
    }

    /** From one release to another without one between. */
    public static Passage direct(Version from, Version to) {
        return new Passage(from, to, List.of());
    }

    /** Whether it goes to a release that is not older. */
    boolean up() {
        return from.compareTo(to) <= 0;
    }
}
