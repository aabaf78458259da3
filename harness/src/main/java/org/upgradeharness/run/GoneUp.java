package org.upgradeharness.run;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.store.Store;

/**
 * A seeded store that went up to a newer release, was used there, and was left; it is only read and copied from then on.
 *
 * @param side the newer release
 * @param store the store
 * @param reported what the newer release said of itself; null where it never served
 * @param made keys of the entities that were made under it, by feature
 * @param findings what it refused: nothing can be said of a way back then
 */
record GoneUp(Side side, Store store, String reported, Map<String, Set<String>> made, List<Finding> findings) {
    GoneUp {
        findings = List.copyOf(findings);
    }

    /** Whether an entity that the API tells of was made under the newer release. */
    boolean isMade(Finding finding) {
        return finding.object().startsWith("api:")
                && made.getOrDefault(finding.object().substring("api:".length()), Set.of())
                        .contains(finding.key());
    }
}
