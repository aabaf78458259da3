package org.upgradeharness.docker;

import com.github.dockerjava.api.model.Image;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.upgradeharness.product.Product;
import org.upgradeharness.product.Version;

/** Plans the build of a release: what goes in, and so whether this machine has it already. */
final class ReleaseBuild {
    private final Product product;
    private final FixtureSource fixtures;
    private final BaseImages bases;
    private final ImageBuilder builder;

    ReleaseBuild(Product product, FixtureSource fixtures, BaseImages bases, ImageBuilder builder) {
        this.product = product;
        this.fixtures = fixtures;
        this.bases = bases;
        this.builder = builder;
    }

    /**
     * A build that may not be needed.
     *
     * @param name the image's name
     * @param hash of everything that decides what it will be
     * @param recipe the build itself; asking for it makes the bases
     */
    record Plan(String name, String hash, Supplier<Recipe> recipe) {}

    Plan ofRelease(Version version) {
        if (product.image().source() != null) {
            return new SourceBuild(product, fixtures, bases, builder).ofRelease(version);
        }
        return plan(
                image(version.toString()), "package index", product.packageName() + "==" + version, version, Map.of());
    }

    Plan ofWheel(WheelFile wheel) {
        String file = wheel.path().getFileName().toString();
        Map<String, Path> large = Map.of(file, wheel.path());
        String content = new Recipe("", "", Map.of(), large, Map.of()).hash().substring(0, 8);
        return plan(
                image(wheel.version() + "-wheel-" + content),
                "wheel " + file,
                product.packageName() + " @ file:///build/" + file,
                wheel.version(),
                large);
    }

    /** The release in a checkout of its sources; the wheel is not in the build but in the image that the build starts from. */
    Plan ofCheckout(CheckoutBuild.Made made, Path folder) {
        WheelFile wheel = made.wheel();
        String requirement = product.packageName() + " @ file://" + wheel.path();
        Map<String, byte[]> files = files(requirement, wheel.version());
        String name = image(wheel.version() + "-source-" + made.content());
        String origin = "checkout " + folder;
        Map<String, String> decisive = Map.of("BASE", bases.hash(), "BUILDER", made.hash());
        String hash = new Recipe(name, origin, files, Map.of(), decisive).hash();
        return new Plan(name, hash, () -> {
            Map<String, byte[]> context = new HashMap<>(files);
            context.put("ca.pem", builder.certificates());
            Map<String, String> stages = Map.of("BASE", bases.python(), "BUILDER", made.image());
            return new Recipe(name, origin, context, Map.of(), stages);
        });
    }

    /** What a built image was made of, in words. */
    String origin(Image image) {
        Map<String, String> labels = image.getLabels();
        return labels == null ? "package index" : labels.getOrDefault(Recipe.ORIGIN, "package index");
    }

    private Plan plan(String name, String origin, String requirement, Version version, Map<String, Path> large) {
        Map<String, byte[]> files = files(requirement, version);
        String hash = new Recipe(name, origin, files, large, Map.of("BASE", bases.hash())).hash();
        return new Plan(name, hash, () -> {
            Map<String, byte[]> context = new HashMap<>(files);
            context.put("ca.pem", builder.certificates());
            Map<String, String> stages = Map.of("BASE", bases.python(), "BUILDER", bases.installer());
            return new Recipe(name, origin, context, large, stages);
        });
    }

    private Map<String, byte[]> files(String requirement, Version version) {
        List<String> requirements = new ArrayList<>(List.of(requirement));
        requirements.addAll(product.image().requirements(version));
        return Map.of(
                "Containerfile",
                fixtures.read(
                        "products/" + product.name() + "/" + product.image().containerfile()),
                "requirements.txt",
                (String.join("\n", requirements) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private String image(String tag) {
        return repository() + ":" + tag.replace('+', '-');
    }

    /** Where the images of all releases stand. */
    String repository() {
        return "upgrade-harness/" + product.name();
    }
}
