package org.upgradeharness.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Pulls the first image of a list that its registry has. */
final class Pull {
    private final Images images;
    private final RegistryReach reach;
    private final Consumer<String> progress;

    Pull(Images images, RegistryReach reach, Consumer<String> progress) {
        this.images = images;
        this.reach = reach;
        this.progress = progress;
    }

    /** The images of one engine. */
    interface Images {
        /** The image's id, if the engine has it. */
        Optional<String> local(String name);

        /** Pulls it; the engine's own words if that fails, empty if it is there now. */
        Optional<String> pull(String name);
    }

    /** What came of it. */
    sealed interface Outcome {}

    /** The image is on this machine now. */
    record Got(String name, String id) implements Outcome {}

    /**
     * None could be pulled.
     *
     * @param why in words, for the report
     * @param reached whether a registry answered, so that "not there" is its word
     */
    record Missing(String why, boolean reached) implements Outcome {}

    /** The image's id, if the machine has it. */
    Optional<String> local(String name) {
        return images.local(name);
    }

    Outcome first(List<String> names) {
        List<String> why = new ArrayList<>();
        boolean reached = false;
        for (String name : names) {
            Optional<String> problem = reach.problem(ImageName.parse(name));
            if (problem.isPresent()) {
                if (!why.contains(problem.get())) {
                    why.add(problem.get());
                }
                continue;
            }
            reached = true;
            progress.accept("pulling " + name);
            Optional<String> failure = images.pull(name);
            Optional<String> id = failure.isEmpty() ? images.local(name) : Optional.empty();
            if (id.isPresent()) {
                return new Got(name, id.get());
            }
            why.add(name + ": " + said(failure.orElse("it is not there after the pull")));
        }
        return new Missing(why.isEmpty() ? "no registry is known for it" : String.join("; ", why), reached);
    }

    /** The registry's or engine's words, cut to what tells the reader which case it is. */
    static String said(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("manifest unknown") || lower.contains("name unknown") || lower.contains("not found")) {
            return "the registry has no such tag";
        }
        if (lower.contains("no matching manifest") || lower.contains("platform")) {
            return "not published for this machine's platform";
        }
        if (lower.contains("denied") || lower.contains("unauthorized")) {
            return "the registry wants a login";
        }
        String line = message.strip().lines().findFirst().orElse("no reason was given");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }
}
