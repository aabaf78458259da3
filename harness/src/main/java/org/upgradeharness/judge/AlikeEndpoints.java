package org.upgradeharness.judge;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Endpoints under one path that all answer worse in the same way have one cause: people read it once. */
final class AlikeEndpoints {
    /** So many are no coincidence. */
    private static final int MANY = 4;

    private AlikeEndpoints() {}

    static List<Finding> joined(List<Finding> findings) {
        Map<String, Long> alike = findings.stream()
                .filter(f -> f.kind() == Kind.ENDPOINT_WORSE)
                .collect(Collectors.groupingBy(AlikeEndpoints::group, Collectors.counting()));
        return findings.stream()
                .map(f -> f.kind() == Kind.ENDPOINT_WORSE && alike.get(group(f)) >= MANY ? f.inGroup(group(f)) : f)
                .toList();
    }

    private static String group(Finding f) {
        return "endpoints worse under " + f.object().replaceFirst("^(\\S+ /[^/]*).*", "$1") + ": " + f.found()
                + " instead of " + f.expected();
    }
}
