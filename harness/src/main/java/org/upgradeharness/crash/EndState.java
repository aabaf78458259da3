package org.upgradeharness.crash;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.upgradeharness.judge.Kind;

/**
 * A store after the migration was run again, beside the one of a migration that was not interrupted.
 *
 * @param objects what does not look the same, drawn values left out, in the words of {@link org.upgradeharness.store.Fingerprint}
 * @param differences what of it matters to people, in words; none if it is in the right state
 */
record EndState(Set<String> objects, List<String> differences) {
    /** Stands before what only shows the line above it closer. */
    static final String DETAIL = "    ";

    /** Stands before what was found, in a difference. */
    static final String FOUND = ", found ";

    EndState {
        objects = Set.copyOf(objects);
        differences = List.copyOf(differences);
    }

    /** The differences without what shows them closer: the same each time that they are. */
    static List<String> essence(List<String> differences) {
        return differences.stream().filter(d -> !d.startsWith(DETAIL)).toList();
    }

    /**
     * What sort of end it is, whatever tables it shows in: one missing index is to a gateway like another. The new release is started on
     * one store of each sort.
     */
    String sort() {
        return essence(differences).stream()
                .map(EndState::sort)
                .collect(Collectors.toCollection(TreeSet::new))
                .toString();
    }

    private static String sort(String told) {
        // What only one of the ways came to names it: "by alembic upgrade head: …".
        String difference = told.startsWith("by ") ? told.substring(told.indexOf(": ") + 2) : told;
        String kind = difference.substring(0, Math.max(0, difference.indexOf(' ')));
        int found = difference.lastIndexOf(FOUND);
        boolean schema = kind.equals(Kind.SCHEMA_DIFFERENCE.id()) && found >= 0;
        return schema ? kind + difference.substring(found) : kind;
    }

    boolean right() {
        return differences.isEmpty();
    }
}
