package org.upgradeharness.crash;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.upgradeharness.migrate.Statement;

/** The points of a bounded look: the first, a middle and the last statement of every revision. */
public final class Sample {
    private Sample() {}

    /** The points: of every revision a middle one, then the first ones, then the last ones. */
    public static List<Statement> of(List<Statement> all) {
        Map<String, List<Statement>> revisions = new LinkedHashMap<>();
        all.forEach(p ->
                revisions.computeIfAbsent(p.revision(), r -> new ArrayList<>()).add(p));
        Set<Statement> chosen = new LinkedHashSet<>();
        revisions.values().forEach(own -> chosen.add(own.get(own.size() / 2)));
        revisions.values().forEach(own -> chosen.add(own.get(0)));
        revisions.values().forEach(own -> chosen.add(own.get(own.size() - 1)));
        return List.copyOf(chosen);
    }
}
