package org.upgradeharness.judge;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import org.upgradeharness.config.StrictYaml;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.product.Version;

/**
 * The known findings of a product.
 *
 * @param findings the entries, in the order of the file
 */
public record KnownFindings(@JsonProperty(required = true) List<KnownFinding> findings) {
    /** No entry at all. */
    public static final KnownFindings NONE = new KnownFindings(List.of());

    public KnownFindings {
        findings = List.copyOf(findings);
    }

    /**
     * The outcome of a match.
     *
     * @param findings the findings, those that an entry explains marked with its reason
     * @param stale for every entry that speaks of the pair and did not match as it says: what is not so any more
     */
    public record Match(List<Finding> findings, List<String> stale) {}

    /**
     * Reads {@code known-findings.yaml}.
     *
     * @param file its name, for messages
     * @throws UsageError if an entry is not exact, has no reason or is otherwise wrong
     */
    public static KnownFindings load(String file, String yaml) {
        return StrictYaml.load(file, yaml, KnownFindings.class);
    }

    /**
     * A run interrupts a migration at some of its statements, and starts the old release again only in a case that goes back: what
     * it did not look at is not gone.
     */
    private static boolean lookedAtSometimes(KnownFinding entry, Version from) {
        return entry.sometimes()
                || entry.kind() == Kind.RETRY_FAILED
                || entry.kind() == Kind.RETRY_DIFFERS
                || entry.kind() == Kind.NOT_SERVING && ("start of " + from).equals(entry.object());
    }

    /**
     * Marks the findings that are known for the way and under the circumstances. To be called after {@link Grouping#group}.
     */
    public Match match(List<Finding> found, Passage passage, Circumstances under) {
        List<Finding> marked = new ArrayList<>(found);
        List<String> stale = new ArrayList<>();
        for (KnownFinding entry : findings) {
            if (entry.applies(passage, under)) {
                List<Finding> hits = found.stream().filter(entry::matches).toList();
                List<String> missing = entry.named().stream()
                        .filter(o -> hits.stream().noneMatch(h -> h.object().equals(o)))
                        .toList();
                String name = "known " + entry.kind().id() + " (" + entry.reason() + "): ";
                if (!missing.isEmpty() && !lookedAtSometimes(entry, passage.from())) {
                    stale.add(name + "no longer found on " + String.join(", ", missing));
                }
                if (entry.count() != null
                        && entry.count() != hits.size()
                        && missing.size() < entry.named().size()) {
                    stale.add(name + "expected " + entry.count() + " of them, found " + hits.size());
                } else if (entry.count() == null || entry.count() == hits.size()) {
                    marked.replaceAll(f -> f.known() == null && entry.matches(f) ? f.knownFor(entry.reason()) : f);
                }
            }
        }
        return new Match(List.copyOf(marked), List.copyOf(stale));
    }
}
