package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.migrate.Revision;

/** What each revision of a migration touched, so that a finding can be told by the revision that did it. */
final class RevisionTrail {
    private final List<Applied> applied = new ArrayList<>();

    /**
     * One revision that was applied alone.
     *
     * @param revision the revision
     * @param seconds how long it took
     * @param changes what was not as before it, in the words of {@link org.upgradeharness.store.Fingerprint}
     */
    record Applied(Revision revision, double seconds, Set<String> changes) {}

    void add(Applied step) {
        applied.add(step);
    }

    int length() {
        return applied.size();
    }

    /** The same finding, with the revisions that touched its object as the step; unchanged where none did. */
    Finding blamed(Finding finding) {
        List<String> touching = applied.stream()
                .filter(a -> a.changes().stream().anyMatch(c -> isOf(c, finding.object())))
                .map(a -> a.revision().toString())
                .toList();
        return touching.isEmpty() ? finding : finding.atStep("revision " + String.join(", then revision ", touching));
    }

    private static boolean isOf(String change, String object) {
        return change.substring(0, change.lastIndexOf(": ")).endsWith(" " + object);
    }

    /** One paragraph a revision, in their order. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Applied a : applied) {
            lines.add(String.format(Locale.ROOT, "%s, %.2f s", a.revision(), a.seconds()));
            if (a.changes().isEmpty()) {
                lines.add("  nothing changed");
            }
            a.changes().forEach(c -> lines.add("  " + c));
        }
        return lines;
    }
}
