package org.upgradeharness.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.upgradeharness.config.BrokenEnvironment;

/** Pulls the first image of a list that its registry has. */
final class Pull {
    private static final Duration BOUND = Duration.ofMinutes(10);

    private final DockerClient client;
    private final RegistryReach reach;
    private final Consumer<String> progress;

    Pull(ContainerEngine engine, RegistryReach reach, Consumer<String> progress) {
        this.client = engine.client();
        this.reach = reach;
        this.progress = progress;
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
        try {
            return Optional.of(client.inspectImageCmd(name).exec().getId());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
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
            Optional<String> failure = pull(name);
            if (failure.isEmpty()) {
                return new Got(name, client.inspectImageCmd(name).exec().getId());
            }
            why.add(name + ": " + failure.get());
        }
        return new Missing(why.isEmpty() ? "no registry is known for it" : String.join("; ", why), reached);
    }

    private Optional<String> pull(String name) {
        progress.accept("pulling " + name);
        LastError errors = new LastError();
        try {
            boolean ended = client.pullImageCmd(name).exec(errors).awaitCompletion(BOUND.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                return Optional.of("not pulled within " + BOUND.toMinutes() + " minutes");
            }
            return local(name).isPresent() ? Optional.empty() : Optional.of(said(errors.message));
        } catch (DockerException | DockerClientException e) {
            return Optional.of(said(errors.message.isEmpty() ? String.valueOf(e.getMessage()) : errors.message));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenEnvironment("Interrupted while pulling " + name + ".", e);
        }
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

    private static final class LastError extends PullImageResultCallback {
        private volatile String message = "";

        @Override
        public void onNext(PullResponseItem item) {
            if (item.getErrorDetail() != null && item.getErrorDetail().getMessage() != null) {
                message = item.getErrorDetail().getMessage();
            }
            super.onNext(item);
        }
    }
}
