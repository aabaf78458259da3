package org.upgradeharness.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Removes what runs have left: containers, networks, volumes and temporary folders that carry our label. What was
 * built stays, because the next run wants it.
 */
public final class Sweep {
    private static final Set<String> LABEL = Set.of(Labels.OURS + "=1");

    private final DockerClient client;

    public Sweep(ContainerEngine engine) {
        this.client = engine.client();
    }

    /**
     * What a sweep did.
     *
     * @param removed one line for each thing that is gone
     * @param left one line for each thing that should be gone and is not, with the reason
     */
    public record Swept(List<String> removed, List<String> left) {}

    /** Removes what belongs to runs whose process is dead; runs beside this one keep theirs. */
    public Swept deadRuns() {
        return sweep((run, owner) -> !Owner.parse(owner).map(Owner::isAlive).orElse(false));
    }

    /** Removes what belongs to one run. */
    public Swept run(Labels labels) {
        return sweep((run, owner) -> run.equals(labels.runId()));
    }

    /** Removes everything that carries our label, of living runs too. */
    public Swept everything() {
        return sweep((run, owner) -> true);
    }

    /** Removes the images that were built here, by label and name. */
    public Swept images() {
        Deed deed = new Deed();
        for (Image image :
                client.listImagesCmd().withLabelFilter(Map.of(Labels.OURS, "1")).exec()) {
            String[] tags = image.getRepoTags();
            // An image that somebody made from ours inherits its labels, and is theirs.
            if (!ImageName.isOurs(tags)) {
                continue;
            }
            String name = tags == null || tags.length == 0 ? image.getId() : tags[0];
            deed.of(
                    "image " + name,
                    () -> client.removeImageCmd(image.getId()).withForce(true).exec());
        }
        return deed.done();
    }

    private Swept sweep(BiPredicate<String, String> wanted) {
        Deed deed = new Deed();
        for (Container container : client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(LABEL)
                .exec()) {
            if (matches(wanted, container.getLabels())) {
                deed.of(
                        "container " + name(container),
                        () -> client.removeContainerCmd(container.getId())
                                .withForce(true)
                                .withRemoveVolumes(true)
                                .exec());
            }
        }
        for (Network network :
                client.listNetworksCmd().withFilter("label", LABEL).exec()) {
            if (matches(wanted, network.getLabels())) {
                deed.of(
                        "network " + network.getName(),
                        () -> client.removeNetworkCmd(network.getId()).exec());
            }
        }
        for (InspectVolumeResponse volume :
                client.listVolumesCmd().withFilter("label", LABEL).exec().getVolumes()) {
            if (matches(wanted, volume.getLabels())) {
                deed.of(
                        "volume " + volume.getName(),
                        () -> client.removeVolumeCmd(volume.getName()).exec());
            }
        }
        for (Image image : client.listImagesCmd()
                .withDanglingFilter(true)
                .withLabelFilter(Labels.RUN)
                .exec()) {
            // The final images of a build carry no run; what carries one is a stage that was cut off.
            if (!image.getLabels().getOrDefault(Labels.RUN, "").isEmpty() && matches(wanted, image.getLabels())) {
                deed.of(
                        "unfinished image " + image.getId(),
                        () -> client.removeImageCmd(image.getId()).exec());
            }
        }
        folders(wanted, deed);
        return deed.done();
    }

    private static void folders(BiPredicate<String, String> wanted, Deed deed) {
        try {
            for (Path folder : RunFolder.all()) {
                String owner = RunFolder.owner(folder);
                boolean beingMade = owner.isEmpty() && RunFolder.isYoung(folder);
                if (!beingMade && wanted.test(String.valueOf(folder.getFileName()), owner)) {
                    deed.of("temporary folder " + folder, () -> RunFolder.delete(folder));
                }
            }
        } catch (IOException e) {
            deed.left.add("temporary folders in " + RunFolder.root() + ": " + e.getMessage());
        }
    }

    private static boolean matches(BiPredicate<String, String> wanted, Map<String, String> labels) {
        String run = labels.getOrDefault(Labels.RUN, "");
        // What somebody starts from an image of ours inherits the image's labels, which name no run.
        return !run.isEmpty() && wanted.test(run, labels.getOrDefault(Labels.OWNER, ""));
    }

    private static String name(Container container) {
        String[] names = container.getNames();
        return (names == null || names.length == 0 ? container.getId() : names[0].substring(1)) + " ("
                + container.getImage() + ")";
    }

    private interface Removal {
        void run() throws IOException;
    }

    private static final class Deed {
        private final List<String> removed = new ArrayList<>();
        private final List<String> left = new ArrayList<>();

        void of(String thing, Removal removal) {
            try {
                removal.run();
                removed.add(thing);
            } catch (NotFoundException e) {
                // Somebody else was quicker; gone is gone.
                removed.add(thing);
            } catch (DockerException | IOException e) {
                left.add(thing + ": " + e.getMessage());
            }
        }

        Swept done() {
            return new Swept(List.copyOf(removed), List.copyOf(left));
        }
    }
}
