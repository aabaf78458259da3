package org.upgradeharness.run;

import java.util.function.Function;
import org.upgradeharness.docker.GatewayImage;
import org.upgradeharness.product.Version;

/** Releases beside the two of a run, for cases that name one by its number or go by way of one; each is got once. */
final class OtherSides {
    private final Once<Side> sides = new Once<>();
    private final Function<Version, GatewayImage> images;
    private final RunRequest request;

    OtherSides(Function<Version, GatewayImage> images, RunRequest request) {
        this.images = images;
        this.request = request;
    }

    /**
     * The release of that number, started with the settings of the old side.
     *
     * @throws org.upgradeharness.config.BrokenEnvironment if its image cannot be had
     */
    Side get(Version version) {
        return sides.get(version.toString(), () -> make(version));
    }

    /** Begins to get it, beside what the run does meanwhile. */
    void ahead(Version version) {
        sides.ahead(version.toString(), () -> make(version));
    }

    private Side make(Version version) {
        return new Side(images.apply(version), request.fromEnvironment());
    }
}
