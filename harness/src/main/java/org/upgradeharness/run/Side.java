package org.upgradeharness.run;

import java.util.Map;
import org.upgradeharness.docker.GatewayImage;
import org.upgradeharness.product.Version;
import org.upgradeharness.timeline.ReleaseFacts;

/**
 * The old or the new side of an upgrade.
 *
 * @param image the release's image
 * @param settings settings that the person who asked for the run changed
 */
public record Side(GatewayImage image, Map<String, String> settings) {
    /** The release, as found inside the image. */
    public Version version() {
        return image.version();
    }

    /** For the report, before the release has said anything of itself. */
    public ReleaseFacts facts() {
        return new ReleaseFacts(
                image.version().toString(),
                image.name(),
                image.id(),
                image.source().toString().toLowerCase(java.util.Locale.ROOT) + ": " + image.origin(),
                null,
                String.join(", ", image.heads()));
    }
}
