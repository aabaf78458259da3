package org.upgradeharness.run;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.upgradeharness.docker.GatewayImage;
import org.upgradeharness.product.Version;
import org.upgradeharness.timeline.ReleaseFacts;

/**
 * The old or the new side of an upgrade.
 *
 * @param image the release's image
 * @param settings settings that the person who asked for the run changed
 * @param mounts folders put into its containers by their place there; none, but where a defect is planted
 * @param usualSchema whether it installs the schema that its image installs by itself
 */
public record Side(GatewayImage image, Map<String, String> settings, Map<String, Path> mounts, boolean usualSchema) {
    public Side {
        settings = Map.copyOf(settings);
        mounts = Map.copyOf(mounts);
    }

    Side(GatewayImage image, Map<String, String> settings) {
        this(image, settings, Map.of(), settings.isEmpty());
    }

    /** What tells it from other sides of a run: the same image with other settings is another release to look at. */
    String identity() {
        return image.id() + " " + new TreeMap<>(settings) + " " + new TreeMap<>(mounts);
    }

    /** What tells its fresh installation from others: what is planted beside the migrations changes no schema. */
    String installation() {
        return usualSchema ? image.id() : identity();
    }

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
