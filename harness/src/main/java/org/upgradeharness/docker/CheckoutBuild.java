package org.upgradeharness.docker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.product.Product;

/**
 * Makes a wheel of a checkout, in an image of its own: which release it is, and so what else it needs, is known only then. The
 * image is kept, so that the same sources are built once.
 */
final class CheckoutBuild {
    private static final String CONTAINERFILE = "images/python/Containerfile.wheel";
    /** Short enough for a tag, long enough for all checkouts of a machine. */
    private static final int TAG = 8;

    private final Product product;
    private final FixtureSource fixtures;
    private final BaseImages bases;
    private final ImageBuilder builder;
    private final OneOff oneOff;

    CheckoutBuild(Product product, FixtureSource fixtures, BaseImages bases, ImageBuilder builder, OneOff oneOff) {
        this.product = product;
        this.fixtures = fixtures;
        this.bases = bases;
        this.builder = builder;
        this.oneOff = oneOff;
    }

    /**
     * A wheel in an image.
     *
     * @param image the image's id
     * @param hash of the recipe of that image
     * @param content of the sources, short
     * @param wheel the wheel, by its path in the image
     */
    record Made(String image, String hash, String content, WheelFile wheel) {}

    Made wheel(Checkout checkout) {
        String content = checkout.hash();
        String name = "upgrade-harness/" + product.name() + ":source-" + content.substring(0, TAG);
        Map<String, byte[]> recipe = Map.of("Containerfile", fixtures.read(CONTAINERFILE));
        String hash = new Recipe(name, "", recipe, Map.of(), Map.of("BASE", bases.hash(), "SOURCE", content)).hash();
        String image = builder.obtain(hash, () -> {
            Map<String, byte[]> files = new HashMap<>(recipe);
            files.put("ca.pem", builder.certificates());
            checkout.read(content).forEach((path, bytes) -> files.put("source/" + path, bytes));
            return new Recipe(
                    name,
                    "wheel of the checkout " + checkout.folder(),
                    files,
                    Map.of(),
                    Map.of("BASE", bases.installer()));
        });
        return new Made(image, hash, content.substring(0, TAG), wheelIn(image, checkout));
    }

    private WheelFile wheelIn(String image, Checkout checkout) {
        HostProcess.Ended ended = oneOff.run(
                OneOff.Task.offline(image, List.of("sh", "-c", "for wheel in /wheel/*.whl; do echo \"$wheel\"; done")));
        List<String> lines = ended.output().lines();
        if (ended.exit() != 0 || lines.size() != 1 || lines.get(0).contains("*")) {
            throw new BrokenEnvironment("The checkout " + checkout.folder() + " was built, but not to one wheel: "
                    + String.join(", ", lines) + ".");
        }
        return WheelFile.named(Path.of(lines.get(0)), product.packageName());
    }
}
