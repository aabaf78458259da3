package org.upgradeharness.crash;

import java.util.List;
import java.util.Set;

/**
 * A store after the migration was run again, beside the one of a migration that was not interrupted.
 *
 * @param objects what does not look the same, drawn values left out, in the words of {@link org.upgradeharness.store.Fingerprint}
 * @param differences what of it matters to people, in words; none if it is in the right state
 */
record EndState(Set<String> objects, List<String> differences) {
    /** Stands before what only shows the line above it closer. */
    static final String DETAIL = "    ";

    EndState {
        objects = Set.copyOf(objects);
        differences = List.copyOf(differences);
    }

    /** The differences without what shows them closer: the same each time that they are. */
    static List<String> essence(List<String> differences) {
        return differences.stream().filter(d -> !d.startsWith(DETAIL)).toList();
    }

    boolean right() {
        return differences.isEmpty();
    }
}
