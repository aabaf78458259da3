package org.upgradeharness.migrate;

import java.util.List;
import java.util.Optional;

/**
 * What a migrator said of a downgrade; it proves nothing about the store.
 *
 * @param seconds how long it took, without the start of the process
 * @param revisions the revisions that were taken back, in their order; the last may have failed
 * @param error why it failed, or empty
 */
public record Lowered(double seconds, List<Taken> revisions, String error) {
    public Lowered {
        revisions = List.copyOf(revisions);
    }

    /**
     * One revision that was taken back.
     *
     * @param revision its id
     * @param seconds how long it took
     * @param done whether it ended well
     */
    public record Taken(String revision, double seconds, boolean done) {}

    /** The revision whose way back failed; empty where none did. */
    public Optional<String> failed() {
        return revisions.stream().filter(r -> !r.done()).map(Taken::revision).findFirst();
    }
}
