package org.upgradeharness.product;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.upgradeharness.judge.Kind;

/**
 * Settings of the new release that differ from those of the old one, and what comes of it.
 *
 * @param name what features call it
 * @param change the settings; {@code {secret}} stands for a new secret
 * @param outcomes what happens, by ranges of the new release
 */
public record Configuration(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) Map<String, String> change,
        @JsonProperty(required = true) List<Outcome> outcomes) {
    public Configuration {
        change = Map.copyOf(change);
        outcomes = List.copyOf(outcomes);
    }

    /** What happens to those who move to a release; empty where nobody has declared it. */
    public Optional<Outcome> outcome(Version version) {
        return outcomes.stream().filter(o -> o.range().contains(version)).findFirst();
    }

    /**
     * What happens.
     *
     * @param since the first release for which it holds, or null
     * @param before the first release for which it holds no more, or null
     * @param must kinds of findings that must be there; none where everything must be well
     * @param may kinds of findings that may come with them
     * @param refuses whether the release does not start; then not-serving means its start, and no answer of one that runs
     * @param reason why, and what a user of the product would notice
     */
    public record Outcome(
            Version since,
            Version before,
            @JsonProperty(required = true) List<Kind> must,
            List<Kind> may,
            boolean refuses,
            @JsonProperty(required = true) String reason)
            implements Ranged {
        public Outcome {
            must = List.copyOf(must);
            may = may == null ? List.of() : List.copyOf(may);
            if (reason == null || reason.isBlank()) {
                throw new IllegalArgumentException("\"reason\" must say why, and what a user would notice");
            }
        }

        /** Whether a finding of that kind and object is a part of it. */
        public boolean explains(Kind kind, String object) {
            return must.contains(kind) && shows(kind, object) || may.contains(kind);
        }

        /** Whether a finding of a kind that must be there is one that was meant. */
        public boolean shows(Kind kind, String object) {
            return !refuses || kind != Kind.NOT_SERVING || object.startsWith("start of ");
        }
    }
}
