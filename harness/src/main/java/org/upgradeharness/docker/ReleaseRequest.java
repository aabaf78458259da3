package org.upgradeharness.docker;

import java.nio.file.Path;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.product.Product;
import org.upgradeharness.product.Version;

/** A release as a person asked for it. */
public sealed interface ReleaseRequest {
    /** A number, or an alias that stands for one. */
    record Numbered(Version version) implements ReleaseRequest {}

    /** The newest release of the package index that is neither a pre-release nor a post-release. */
    record Latest() implements ReleaseRequest {}

    /** An image by its name. */
    record Image(String name) implements ReleaseRequest {}

    /** A wheel on this machine. */
    record Wheel(Path file) implements ReleaseRequest {}

    /** A checkout of the product's sources on this machine. */
    record Source(Path folder) implements ReleaseRequest {}

    /**
     * Reads {@code 1.0.4}, {@code RC1}, {@code latest}, {@code image=NAME}, {@code wheel=FILE} or {@code source=CHECKOUT}.
     *
     * @throws UsageError if it is none of these, or the folder is no checkout
     */
    static ReleaseRequest parse(String text, Product product) {
        String asked = text.strip();
        if (asked.equalsIgnoreCase("latest")) {
            return new Latest();
        }
        if (asked.startsWith("image=") && asked.length() > "image=".length()) {
            return new Image(asked.substring("image=".length()));
        }
        if (asked.startsWith("wheel=") && asked.length() > "wheel=".length()) {
            return new Wheel(Path.of(asked.substring("wheel=".length())));
        }
        if (asked.startsWith("source=") && asked.length() > "source=".length()) {
            Path folder = Path.of(asked.substring("source=".length()));
            Checkout.demand(folder);
            return new Source(folder);
        }
        return new Numbered(product.resolve(asked));
    }
}
