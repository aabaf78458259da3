package org.upgradeharness.docker;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.product.Product;
import org.upgradeharness.product.Version;

/** The releases whose images this machine has; nothing is pulled and nothing is built. */
public final class LocalReleases {
    private final Product product;
    private final ContainerEngine engine;
    private final EngineImages images;
    private final ImageBuilder builder;
    private final ReleaseBuild build;

    private LocalReleases(
            Product product, ContainerEngine engine, EngineImages images, ImageBuilder builder, ReleaseBuild build) {
        this.product = product;
        this.engine = engine;
        this.images = images;
        this.builder = builder;
        this.build = build;
    }

    /** Looks into an engine. */
    public static LocalReleases of(
            ContainerEngine engine,
            Product product,
            FixtureSource fixtures,
            Labels labels,
            HostEnvironment environment) {
        EngineImages images = new EngineImages(engine);
        Pull pull = new Pull(images, new RegistryReach(engine.info()), line -> {});
        ImageBuilder builder = new ImageBuilder(engine, labels, environment, line -> {});
        BaseImages bases = new BaseImages(builder, pull, fixtures, labels);
        return new LocalReleases(product, engine, images, builder, new ReleaseBuild(product, fixtures, bases, builder));
    }

    /** The id of the image that a run would take for a release, as long as it need not be got first. */
    public Optional<String> digest(Version release) {
        if (product.image().registry() != null) {
            for (String candidate : product.image().registry().candidates(release)) {
                Optional<String> id = images.local(candidate);
                if (id.isPresent()) {
                    return id;
                }
            }
        }
        return builder.find(build.ofRelease(release).hash()).map(image -> image.getId());
    }

    /** The releases that were built here, oldest first. */
    public List<Version> built() {
        String start = "upgrade-harness/" + product.name() + ":";
        return engine.client().listImagesCmd().exec().stream()
                .filter(image -> image.getRepoTags() != null)
                .flatMap(image -> Arrays.stream(image.getRepoTags()))
                .filter(tag -> tag.startsWith(start))
                .map(tag -> tag.substring(start.length()))
                // A tag such as 1.0.0-wheel-0a1b2c3d is of a candidate.
                .filter(tag -> !tag.contains("-") && Version.isVersion(tag))
                .map(Version::parse)
                .sorted()
                .toList();
    }
}
