package org.upgradeharness.scenarios.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.upgradeharness.config.Nearest;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.store.Engine;

/** Words of an option, checked against those that are allowed. */
final class EngineWords {
    private EngineWords() {}

    /** The engines that {@code --engine} names; both where it names none. */
    static List<Engine> parse(List<String> words) {
        List<String> allowed = List.of(Engine.POSTGRES.id(), Engine.SQLITE.id());
        List<Engine> kinds = new ArrayList<>();
        for (String engine : words.isEmpty() ? allowed : words) {
            demandOneOf("--engine", engine, allowed);
            Engine kind = Engine.valueOf(engine.toUpperCase(Locale.ROOT));
            if (!kinds.contains(kind)) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /** @throws UsageError if the word is none of the allowed ones */
    static void demandOneOf(String option, String word, List<String> allowed) {
        if (!allowed.contains(word)) {
            throw new UsageError("\"" + word + "\" after " + option + " is not allowed"
                    + Nearest.of(word, allowed)
                            .map(n -> " (did you mean " + n + "?)")
                            .orElse("") + ": allowed are "
                    + String.join(", ", allowed) + ".");
        }
    }
}
