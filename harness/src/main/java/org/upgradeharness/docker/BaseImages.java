package org.upgradeharness.docker;

import com.github.dockerjava.api.model.Image;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The two images on which releases are built: Python as it runs them, and the same with uv as it installs them. */
final class BaseImages {
    static final String PUBLISHED = "python:3.12-slim";
    private static final String FOLDER = "images/python/";

    private final ImageBuilder builder;
    private final Pull pull;
    private final FixtureSource fixtures;
    private final Labels labels;

    BaseImages(ImageBuilder builder, Pull pull, FixtureSource fixtures, Labels labels) {
        this.builder = builder;
        this.pull = pull;
        this.fixtures = fixtures;
        this.labels = labels;
    }

    /** Says which base it would be, without making it: the part of the base in another recipe's hash. */
    String hash() {
        return recipe(
                        "",
                        Map.of(
                                "published", fixtures.read(FOLDER + "Containerfile"),
                                "debian", fixtures.read(FOLDER + "Containerfile.debian"),
                                "uv", fixtures.read(FOLDER + "Containerfile.uv"),
                                "uv.txt", fixtures.read(FOLDER + "uv.txt")))
                .hash();
    }

    /** The id of the base, made now if this machine has none. */
    String python() {
        List<Path> scratch = new ArrayList<>();
        try {
            return builder.obtain(hash(), () -> pythonRecipe(scratch));
        } finally {
            scratch.forEach(BaseImages::delete);
        }
    }

    /** Where the base came from, in words. */
    String pythonOrigin() {
        return builder.find(hash())
                .map(Image::getLabels)
                .map(l -> l.get(Recipe.ORIGIN))
                .orElse("not there yet");
    }

    /** The id of the image in which releases are installed. */
    String installer() {
        String base = python();
        String hash = "uv" + hash().substring(2);
        return builder.obtain(
                hash,
                () -> new Recipe(
                        "upgrade-harness/python:uv",
                        "uv from the package index",
                        Map.of(
                                "Containerfile", fixtures.read(FOLDER + "Containerfile.uv"),
                                "uv.txt", fixtures.read(FOLDER + "uv.txt"),
                                "ca.pem", builder.certificates()),
                        Map.of(),
                        Map.of("BASE", base)));
    }

    private Recipe pythonRecipe(List<Path> scratch) {
        Pull.Outcome pulled = pull.first(List.of(PUBLISHED));
        if (pulled instanceof Pull.Got got) {
            return new Recipe(
                    "upgrade-harness/python:base",
                    "registry image " + got.name(),
                    Map.of("Containerfile", fixtures.read(FOLDER + "Containerfile")),
                    Map.of(),
                    Map.of("FROM", got.name()));
        }
        Path folder = RunFolder.open(labels).folder("debian");
        scratch.add(folder);
        Path root = DebianRoot.make(folder);
        return new Recipe(
                "upgrade-harness/python:base",
                "Debian packages, because " + ((Pull.Missing) pulled).why(),
                Map.of("Containerfile", fixtures.read(FOLDER + "Containerfile.debian")),
                Map.of("root.tar", root),
                Map.of());
    }

    private static Recipe recipe(String name, Map<String, byte[]> files) {
        return new Recipe(name, "", files, Map.of(), Map.of());
    }

    private static void delete(Path folder) {
        try {
            RunFolder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
