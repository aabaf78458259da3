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

    /**
     * Reads {@code 1.0.4}, {@code RC1}, {@code latest}, {@code image=NAME} or {@code wheel=FILE}.
     *
     * @throws UsageError if it is none of these
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
        return new Numbered(product.resolve(asked));
    }
}
