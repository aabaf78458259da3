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

    /**
     * The version rows of a store after this revision alone was taken back: those it followed come back, but for one that another
     * revision which is still there follows too.
     *
     * @param chain the revisions that are there
     */
    public List<String> before(List<String> versions, List<Revision> chain) {
        List<String> now = new ArrayList<>(versions);
        now.remove(id);
        down.stream().filter(d -> !followed(d, now, chain)).forEach(now::add);
        return now.stream().distinct().sorted().toList();
    }

    private static boolean followed(String revision, List<String> heads, List<Revision> chain) {
        List<String> reached = new ArrayList<>(heads);
        for (int i = 0; i < reached.size(); i++) {
            String next = reached.get(i);
            chain.stream()
                    .filter(r -> r.id().equals(next))
                    .flatMap(r -> r.down().stream())
                    .filter(d -> !reached.contains(d))
                    .forEach(reached::add);
        }
        return reached.contains(revision) && !heads.contains(revision);
    }

    @Override
    public String toString() {
        return id + (name.isEmpty() ? "" : " (" + name + ")");
    }
}
