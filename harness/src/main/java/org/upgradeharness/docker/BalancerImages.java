package org.upgradeharness.docker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.HostEnvironment;

/** Gets the image of the load balancer: the published one where it can be had, else Debian's. */
public final class BalancerImages {
    private static final String PUBLISHED = "haproxy:2.8";
    private static final String NAME = "upgrade-harness/haproxy:debian";
    private static final String FOLDER = "images/haproxy/";

    private final Pull pull;
    private final ImageBuilder builder;
    private final BaseImages bases;
    private final FixtureSource fixtures;

    private BalancerImages(Pull pull, ImageBuilder builder, BaseImages bases, FixtureSource fixtures) {
        this.pull = pull;
        this.builder = builder;
        this.bases = bases;
        this.fixtures = fixtures;
    }

    /** Gets the image for one run; {@code progress} takes one line for whatever takes long. */
    public static BalancerImages of(
            ContainerEngine engine,
            FixtureSource fixtures,
            Labels labels,
            HostEnvironment environment,
            Consumer<String> progress) {
        Pull pull = new Pull(new EngineImages(engine), new RegistryReach(engine.info()), progress);
        ImageBuilder builder = new ImageBuilder(engine, labels, environment, progress);
        return new BalancerImages(pull, builder, new BaseImages(builder, pull, fixtures, labels), fixtures);
    }

    /**
     * The image's id, pulled or built now if this machine has none.
     *
     * @throws BrokenEnvironment if it can neither be pulled nor built
     */
    public String obtain() {
        Optional<String> local = pull.local(PUBLISHED);
        if (local.isPresent()) {
            return local.get();
        }
        Map<String, byte[]> files = Map.of("Containerfile", fixtures.read(FOLDER + "Containerfile"));
        String hash = new Recipe(NAME, "", files, Map.of(), Map.of("BASE", bases.hash())).hash();
        return builder.find(hash)
                .map(com.github.dockerjava.api.model.Image::getId)
                .orElseGet(() -> {
                    Pull.Outcome outcome = pull.first(List.of(PUBLISHED));
                    if (outcome instanceof Pull.Got got) {
                        return got.id();
                    }
                    String why = ((Pull.Missing) outcome).why();
                    return builder.obtain(
                            hash,
                            () -> new Recipe(
                                    NAME,
                                    "Debian packages, because " + why,
                                    files,
                                    Map.of(),
                                    Map.of("BASE", bases.python())));
                });
    }
}
