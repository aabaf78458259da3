package org.upgradeharness.scenarios.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.upgradeharness.config.Nearest;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.store.Engine;

/** Words of which only a few are allowed after an option. */
final class Allowed {
    static final List<String> TIERS = List.of("quick", "standard", "full");

    private Allowed() {}

    /**
     * Demands one of a few words.
     *
     * @throws UsageError with what is allowed
     */
    static void demand(String option, String word, List<String> allowed) {
        if (!allowed.contains(word)) {
            throw new UsageError("\"" + word + "\" after " + option + " is not allowed"
                    + Nearest.of(word, allowed)
                            .map(n -> " (did you mean " + n + "?)")
                            .orElse("") + ": allowed are "
                    + String.join(", ", allowed) + ".");
        }
    }

    /** The engines after {@code --engine}, each once; both where none is named. */
    static List<Engine> engines(List<String> words) {
        List<String> allowed = List.of(Engine.POSTGRES.id(), Engine.SQLITE.id());
        List<Engine> kinds = new ArrayList<>();
        for (String word : words.isEmpty() ? allowed : words) {
            demand("--engine", word, allowed);
            Engine kind = Engine.valueOf(word.toUpperCase(Locale.ROOT));
            if (!kinds.contains(kind)) {
                kinds.add(kind);
            }
        }
        return kinds;
    }
}
