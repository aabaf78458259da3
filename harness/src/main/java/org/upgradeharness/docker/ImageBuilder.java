package org.upgradeharness.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.Image;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.HostEnvironment;

/** Builds images by recipe, each once on this machine however many ask for it. */
final class ImageBuilder {
    private static final Duration BOUND = Duration.ofMinutes(20);

    private final DockerClient client;
    private final Labels labels;
    private final HostEnvironment environment;
    private final Locks locks;
    private final Leftovers leftovers;
    private final Consumer<String> progress;

    ImageBuilder(ContainerEngine engine, Labels labels, HostEnvironment environment, Consumer<String> progress) {
        this.client = engine.client();
        this.labels = labels;
        this.environment = environment;
        this.locks = new Locks(environment.cacheFolder().resolve("locks"));
        this.leftovers = new Leftovers(client);
        this.progress = progress;
    }

    /** The image that was made by this recipe, if this machine has it. */
    Optional<Image> find(String hash) {
        // An image that somebody made from ours inherits its labels; only ours has our name.
        return client
                .listImagesCmd()
                .withDanglingFilter(false)
                .withLabelFilter(Map.of(Recipe.LABEL, hash))
                .exec()
                .stream()
                .filter(image -> ImageName.isOurs(image.getRepoTags()))
                .findFirst();
    }

    /** The names, with their tags, of the images of a repository on this machine, and their ids. */
    Map<String, String> named(String repository) {
        Map<String, String> named = new java.util.TreeMap<>();
        for (Image image : client.listImagesCmd().exec()) {
            for (String name : image.getRepoTags() == null ? new String[0] : image.getRepoTags()) {
                if (name.startsWith(repository + ":")) {
                    named.put(name, image.getId());
                }
            }
        }
        return named;
    }

    /** The image that bears the recipe's name before it is built anew. */
    private Optional<String> bearerOf(String name) {
        try {
            return Optional.of(client.inspectImageCmd(name).exec().getId());
        } catch (NotFoundException none) {
            return Optional.empty();
        }
    }

    /** The id of the recipe's image, built now if it is not there. */
    String obtain(String hash, Supplier<Recipe> recipe) {
        Optional<Image> there = find(hash);
        if (there.isPresent()) {
            return there.get().getId();
        }
        try (Locks.Held held = locks.hold("image-" + hash)) {
            // Whoever held it before may have built just this image.
            return find(hash).map(Image::getId).orElseGet(() -> build(hash, recipe.get(), held));
        }
    }

    /** The host's certificates as a file of the build, empty where there are none. */
    byte[] certificates() {
        try {
            Optional<Path> bundle = environment.caBundle();
            return bundle.isPresent() ? Files.readAllBytes(bundle.get()) : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException("The CA bundle of this machine cannot be read: " + e.getMessage(), e);
        }
    }

    private String build(String hash, Recipe recipe, Locks.Held unusedButHeld) {
        Instant start = Instant.now();
        progress.accept("building " + recipe.name() + " (" + recipe.origin() + ")");
        Output output = new Output();
        Optional<String> superseded = bearerOf(recipe.name());
        Path folder = RunFolder.open(labels).folder("build");
        try {
            Path context = folder.resolve("context.tar");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(context), 1 << 16)) {
                BuildContext.write(recipe.files(), recipe.large(), out);
            }
            String id;
            try (InputStream in = Files.newInputStream(context)) {
                id = command(hash, recipe, in).exec(output).awaitImageId(BOUND.toSeconds(), TimeUnit.SECONDS);
            }
            leftovers.removeStages(hash);
            superseded
                    .filter(old -> !old.equals(bearerOf(recipe.name()).orElse(old)))
                    .ifPresent(leftovers::removeUnused);
            progress.accept("built " + recipe.name() + " in "
                    + Duration.between(start, Instant.now()).toSeconds() + " s");
            return client.inspectImageCmd(id).exec().getId();
        } catch (DockerClientException | DockerException e) {
            throw new BrokenEnvironment(
                    "The image " + recipe.name() + " cannot be built (" + recipe.origin() + "): " + e.getMessage()
                            + ". " + output.tail.lastWords(),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("The image " + recipe.name() + " cannot be built: " + e.getMessage(), e);
        } finally {
            deleteQuietly(folder);
        }
    }

    private BuildImageCmd command(String hash, Recipe recipe, InputStream context) {
        BuildImageCmd command = client.buildImageCmd(context)
                .withDockerfilePath("Containerfile")
                .withTags(Set.of(recipe.name()))
                .withNetworkMode("host")
                .withRemove(true)
                .withForcerm(true)
                .withLabels(Map.of(
                        Labels.OURS,
                        "1",
                        Recipe.LABEL,
                        hash,
                        Recipe.ORIGIN,
                        recipe.origin(),
                        Labels.RUN,
                        "",
                        Labels.OWNER,
                        ""));
        command.withBuildArg("RUN", labels.runId());
        command.withBuildArg("OWNER", labels.owner());
        command.withBuildArg("STAGE", hash);
        environment.buildArguments().forEach(command::withBuildArg);
        recipe.inputs().forEach(command::withBuildArg);
        return command;
    }

    private void deleteQuietly(Path folder) {
        try {
            RunFolder.delete(folder);
        } catch (IOException e) {
            progress.accept("not removed: " + folder + " (" + e.getMessage() + "); the next sweep will try again");
        }
    }

    private static final class Output extends BuildImageResultCallback {
        private final Tail tail = new Tail();

        @Override
        public void onNext(BuildResponseItem item) {
            if (item.getStream() != null) {
                item.getStream().lines().forEach(tail::add);
            }
            super.onNext(item);
        }
    }
}
