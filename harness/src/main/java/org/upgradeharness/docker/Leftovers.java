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

    /** Only old ones: what a build beside this one is working on has no name either. */
    void removeSuperseded() {
        remove(Recipe.LABEL, Instant.now().minus(SETTLED));
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
            try {
                client.removeImageCmd(image.getId()).exec();
            } catch (NotFoundException gone) {
                // Another run was faster.
            } catch (ConflictException inUse) {
                // A container of another run still uses it; a later build removes it.
            }
        }
    }
}
