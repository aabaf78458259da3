package org.upgradeharness.judge;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts an error of the log into the group of the finding it speaks of: of an endpoint's path, or of an entity's name. */
final class LogConsequences {
    private static final Pattern LABEL = Pattern.compile("\\((?:name|email|slug|uri|title)=([^)]+)\\)");
    private static final int SHORTEST_LABEL = 4;

    private LogConsequences() {}

    static List<Finding> joined(List<Finding> findings) {
        return findings.stream()
                .map(f -> f.kind() == Kind.LOG_ERROR ? findings.stream()
                        .filter(cause -> cause.kind() != Kind.LOG_ERROR && speaksOf(f.found(), cause))
                        .findFirst()
                        .map(cause -> f.inGroup(cause.group()))
                        .orElse(f) : f)
                .toList();
    }

    private static boolean speaksOf(String entry, Finding cause) {
        if (cause.kind() == Kind.ENDPOINT_WORSE) {
            return (entry + " ").contains(cause.object() + " ");
        }
        Matcher label = LABEL.matcher(cause.key());
        return label.find() && label.group(1).length() >= SHORTEST_LABEL && entry.contains(label.group(1));
    }
}
