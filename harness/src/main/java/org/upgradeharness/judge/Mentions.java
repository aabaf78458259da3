package org.upgradeharness.judge;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts what speaks of another finding into that finding's group: an error of the log which names an endpoint that answers
 * worse, or an observation over the API or an error of the log which names a row that was lost or changed; and everything but
 * rows, where the store was not migrated at all.
 */
final class Mentions {
    private static final Pattern LABEL = Pattern.compile("\\((?:name|email|slug|uri|title)=([^)]+)\\)");
    private static final Set<Kind> ROWS =
            EnumSet.of(Kind.LOST_ROW, Kind.EXTRA_ROW, Kind.CHANGED_VALUE, Kind.MIGRATION_FAILED);
    private static final int SHORTEST_LABEL = 4;

    private Mentions() {}

    static List<Finding> joined(List<Finding> findings) {
        return findings.stream()
                .filter(f -> f.kind() == Kind.VERSION_MISMATCH)
                .findFirst()
                .map(cause -> unmigrated(findings, cause.group()))
                .orElseGet(() -> byName(findings));
    }

    /** On a store that is not at the release's head nothing but its rows says anything of its own. */
    private static List<Finding> unmigrated(List<Finding> findings, String group) {
        return findings.stream()
                .map(f -> ROWS.contains(f.kind()) && !f.object().startsWith("api:") ? f : f.inGroup(group))
                .toList();
    }

    private static List<Finding> byName(List<Finding> findings) {
        // Rows before what the API shows of them: the row is the cause.
        List<Finding> causes = findings.stream()
                .filter(f -> f.kind() != Kind.LOG_ERROR)
                .sorted(Comparator.comparing(f -> f.object().startsWith("api:")))
                .toList();
        return findings.stream()
                .map(f -> mentions(f)
                        ? causes.stream()
                                .filter(cause -> !cause.equals(f) && speaksOf(f, cause))
                                .findFirst()
                                .map(cause -> f.inGroup(cause.group()))
                                .orElse(f)
                        : f)
                .toList();
    }

    /** Findings about entities carry their own label and have found their group already. */
    private static boolean mentions(Finding f) {
        return f.kind() == Kind.LOG_ERROR
                || f.object().startsWith("api:") && !LABEL.matcher(f.key()).find();
    }

    private static boolean speaksOf(Finding f, Finding cause) {
        if (cause.kind() == Kind.ENDPOINT_WORSE) {
            return f.kind() == Kind.LOG_ERROR && (f.found() + " ").contains(cause.object() + " ");
        }
        Matcher label = LABEL.matcher(cause.key());
        if (!label.find() || label.group(1).length() < SHORTEST_LABEL) {
            return false;
        }
        String name = label.group(1);
        return f.key().contains(name)
                || f.object().contains(name)
                || f.kind() == Kind.LOG_ERROR && f.found().contains(name);
    }
}
