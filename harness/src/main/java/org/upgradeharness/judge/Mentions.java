package org.upgradeharness.judge;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts what speaks of another finding into that finding's group: an error of the log which names an endpoint that answers
 * worse or refuses a write, or gives the reason that the refusal gave; an observation over the API, a refused request or an error of the log which names a row that was
 * lost or changed; and everything but rows, where the store was not migrated at all.
 */
final class Mentions {
    private static final Pattern LABEL = Pattern.compile("\\((?:name|email|slug|uri|title)=([^)]+)\\)");
    private static final Set<Kind> ROWS =
            EnumSet.of(Kind.LOST_ROW, Kind.EXTRA_ROW, Kind.CHANGED_VALUE, Kind.MIGRATION_FAILED);
    private static final Set<Kind> REQUESTS =
            EnumSet.of(Kind.ENDPOINT_WORSE, Kind.WRITE_REFUSED, Kind.LOST_WRITE, Kind.NOT_SERVING);
    /** What a refusal says for itself; a word or two may be said of anything. */
    private static final Pattern REASON = Pattern.compile("\"detail\":\"([^\"]{20,})\"");

    private static final Pattern PLACE = Pattern.compile("\\{[^}]*}");
    private static final int SHORTEST_LABEL = 4;
    /** An address or an id names one thing; a short word does not. */
    private static final int TELLING_KEY = 12;

    private Mentions() {}

    static List<Finding> joined(List<Finding> findings) {
        return findings.stream()
                .filter(f -> f.kind() == Kind.VERSION_MISMATCH)
                .findFirst()
                .map(cause ->
                        unmigrated(findings, failedStart(findings).orElse(cause).group()))
                .orElseGet(() -> byName(findings));
    }

    /** The migration at a gateway's start, where it failed: it says why the store is not at the release's head. */
    private static Optional<Finding> failedStart(List<Finding> findings) {
        return findings.stream()
                .filter(f -> f.kind() == Kind.MIGRATION_FAILED
                        && findings.stream()
                                .anyMatch(s -> s.kind() == Kind.NOT_SERVING
                                        && s.object().equals(f.object())))
                .findFirst();
    }

    /** On a store that is not at the release's head nothing but its rows says anything of its own. */
    private static List<Finding> unmigrated(List<Finding> findings, String group) {
        return findings.stream()
                .map(f -> ROWS.contains(f.kind()) && !f.object().startsWith("api:") ? f : f.inGroup(group))
                .toList();
    }

    private static List<Finding> byName(List<Finding> findings) {
        // Rows before what the API shows of them, and that before what was refused: the row is the cause.
        List<Finding> causes = findings.stream()
                .filter(f -> f.kind() != Kind.LOG_ERROR)
                .sorted(Comparator.comparing(Mentions::isRequest)
                        .thenComparing(f -> f.object().startsWith("api:")))
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
                || isRequest(f) && !f.key().isEmpty()
                || f.object().startsWith("api:") && !LABEL.matcher(f.key()).find();
    }

    /** Whether it is about a request, which its object names as METHOD /path. */
    private static boolean isRequest(Finding f) {
        return REQUESTS.contains(f.kind()) && f.object().contains(" /");
    }

    /** {@code DELETE /tools/{id}} is named by every request of that form. */
    private static Pattern request(String object) {
        String[] parts = PLACE.split(object, -1);
        String form = Arrays.stream(parts).map(Pattern::quote).collect(Collectors.joining("[^/\\s]+"));
        return Pattern.compile(form + "(?=[\\s?]|$)");
    }

    private static boolean speaksOf(Finding f, Finding cause) {
        if (isRequest(cause)) {
            boolean named = cause.key().length() >= TELLING_KEY && f.found().contains(cause.key());
            Matcher reason = REASON.matcher(cause.found());
            return f.kind() == Kind.LOG_ERROR
                    && (named
                            || reason.find() && f.found().contains(reason.group(1))
                            || request(cause.object()).matcher(f.found()).find());
        }
        Matcher label = LABEL.matcher(cause.key());
        if (!label.find() || label.group(1).length() < SHORTEST_LABEL) {
            return false;
        }
        String name = label.group(1);
        if (isRequest(f)) {
            return f.key().equals(name);
        }
        return f.key().contains(name)
                || f.object().contains(name)
                || f.kind() == Kind.LOG_ERROR && f.found().contains(name);
    }
}
