package org.upgradeharness.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Image;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Nameless images that building leaves behind: first stages, and images whose name a newer one took. */
final class Leftovers {
    /** Longer than a build may take. */
    private static final Duration SETTLED = Duration.ofMinutes(30);

    private final DockerClient client;

    Leftovers(DockerClient client) {
        this.client = client;
    }

    void removeStages(String hash) {
        remove("org.upgradeharness.stage=" + hash, Instant.now().plus(SETTLED));
    }

    /** An image that has lost its name to a newer build, unless somebody still uses it. */
    void removeUnused(String id) {
        try {
            client.removeImageCmd(id).exec();
        } catch (NotFoundException gone) {
            // Another run was faster.
        } catch (ConflictException inUse) {
            // A container or another image still needs it.
        }
    }

    private void remove(String label, Instant before) {
        List<Image> images = client.listImagesCmd()
                .withDanglingFilter(true)
                .withLabelFilter(label)
                .exec();
        for (Image image : images) {
            if (Instant.ofEpochSecond(image.getCreated()).isAfter(before)) {
                continue;
            }
            removeUnused(image.getId());
        }
    }
}
