package org.upgradeharness.judge;

import org.upgradeharness.store.Engine;

/**
 * Under what something was found.
 *
 * @param engine the kind of database
 * @param edges whether the store was seeded with edge data
 * @param configuration the name of the settings that were changed for the new release, or null
 */
public record Circumstances(Engine engine, boolean edges, String configuration) {
    /** With the settings that are usual. */
    public static Circumstances usual(Engine engine, boolean edges) {
        return new Circumstances(engine, edges, null);
    }
}
