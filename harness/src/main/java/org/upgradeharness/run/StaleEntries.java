package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.upgradeharness.product.Version;
import org.upgradeharness.timeline.CaseKey;

/**
 * Known findings that did not appear. An entry is stale when no case of the run that went between its releases on its
 * engine found it: some appear on one way only.
 */
public final class StaleEntries {
    private final Map<String, Map<CaseKey, List<String>>> told = new LinkedHashMap<>();

    synchronized void told(CaseKey key, Version from, Version to, List<String> stale) {
        told.computeIfAbsent(from + " → " + to + " on " + key.engine(), k -> new LinkedHashMap<>())
                .put(key, stale);
    }

    /** One sentence for each stale entry. */
    public synchronized List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        told.forEach((pair, byCase) -> {
            Set<String> everywhere = null;
            for (List<String> stale : byCase.values()) {
                if (everywhere == null) {
                    everywhere = new LinkedHashSet<>(stale);
                } else {
                    everywhere.retainAll(stale);
                }
            }
            if (everywhere != null) {
                everywhere.forEach(entry -> sentences.add("stale known finding, " + pair + ": " + entry));
            }
        });
        return sentences;
    }
}
