package org.upgradeharness.product;

import java.util.List;

/**
 * One way to migrate a store without starting a gateway.
 *
 * @param title the command as people know it
 * @param command the command inside the image
 * @param seconds how long it may take
 * @param emptyStore the ranges of releases in which it can also install on an empty store
 */
public record MigratorSpec(String title, List<String> command, int seconds, List<Span> emptyStore) {
    /** A range written as {@code since} and {@code before}. */
    public record Span(Version since, Version before) implements Ranged {}

    /** Whether it can install the release on an empty store. */
    public boolean installs(Version version) {
        return emptyStore != null && emptyStore.stream().anyMatch(s -> s.range().contains(version));
    }
}
