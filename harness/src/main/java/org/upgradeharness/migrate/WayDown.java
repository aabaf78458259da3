package org.upgradeharness.migrate;

import java.util.List;
import java.util.Set;

/**
 * The revisions between a store and an older one, as one release knows them.
 *
 * @param revisions newest first
 * @param empty ids of those whose way back does nothing although their way there does something
 * @param refusal why the release knows no way, such as that it does not know the store's revision; empty where it knows one
 */
public record WayDown(List<Revision> revisions, Set<String> empty, String refusal) {
    public WayDown {
        revisions = List.copyOf(revisions);
        empty = Set.copyOf(empty);
    }

    /** Whether the release can go this way at all. */
    public boolean known() {
        return refusal.isEmpty();
    }

    /** Those whose way back does nothing. */
    public List<Revision> withoutWayBack() {
        return revisions.stream().filter(r -> empty.contains(r.id())).toList();
    }
}
