package org.upgradeharness.migrate;

import java.util.ArrayList;
import java.util.List;

/**
 * One step of a release's chain of migrations.
 *
 * @param id its revision id
 * @param down the revisions it follows: none for the first, more than one for a merge
 * @param name what its author calls it
 */
public record Revision(String id, List<String> down, String name) {
    public Revision {
        down = List.copyOf(down);
    }

    /** The version rows of a store after this revision alone was applied. */
    public List<String> after(List<String> versions) {
        List<String> now = new ArrayList<>(versions);
        now.removeAll(down);
        now.add(id);
        return now.stream().sorted().toList();
    }

    @Override
    public String toString() {
        return id + (name.isEmpty() ? "" : " (" + name + ")");
    }
}
