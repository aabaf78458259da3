package org.upgradeharness.scenarios.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.docker.ContainerEngine;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.docker.HostIndex;
import org.upgradeharness.docker.Labels;
import org.upgradeharness.docker.LocalReleases;
import org.upgradeharness.product.Product;
import org.upgradeharness.product.Version;
import org.upgradeharness.scenarios.matrix.History;
import org.upgradeharness.scenarios.matrix.Pair;

/** Which releases a matrix has, and which of their images are here. What cannot be asked is told, and done without. */
final class MatrixReleases {
    private final Product product;
    private final Consumer<String> remark;
    private final Optional<LocalReleases> local;

    MatrixReleases(Product product, FixtureSource fixtures, Consumer<String> remark) {
        this.product = product;
        this.remark = remark;
        this.local = local(product, fixtures, remark);
    }

    private static Optional<LocalReleases> local(Product product, FixtureSource fixtures, Consumer<String> remark) {
        HostEnvironment environment = HostEnvironment.current();
        try {
            ContainerEngine engine = ContainerEngine.connect(environment);
            Labels labels = Labels.of("matrix-" + ProcessHandle.current().pid());
            return Optional.of(LocalReleases.of(engine, product, fixtures, labels, environment));
        } catch (BrokenEnvironment e) {
            remark.accept(
                    "Images cannot be looked at, they are compared with those of the last reports. " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The pairs that are usual, and those that somebody ran. */
    List<Pair> usual(History history) {
        TreeSet<Pair> pairs = new TreeSet<>(Pair.NEWEST_FIRST);
        pairs.addAll(Pair.usual(releases(history)));
        pairs.addAll(history.pairs());
        return List.copyOf(pairs);
    }

    private List<Version> releases(History history) {
        if (product.image().source() != null) {
            return product.image().source().releases();
        }
        try {
            return HostIndex.releases(product.packageName());
        } catch (BrokenEnvironment e) {
            remark.accept("The releases are those of the reports and of this machine's images. " + e.getMessage());
        }
        TreeSet<Version> known = new TreeSet<>(local.map(LocalReleases::built).orElse(List.of()));
        history.pairs().forEach(pair -> known.addAll(List.of(pair.from(), pair.to())));
        return List.copyOf(known);
    }

    /**
     * All pairs of some releases.
     *
     * @throws UsageError if they make none
     */
    static List<Pair> among(List<String> names, Product product) {
        List<Version> releases = names.stream().map(product::resolve).distinct().toList();
        if (releases.size() < 2) {
            throw new UsageError("\"" + String.join(",", names)
                    + "\" after --releases makes no pair: name at least two, for example 1.0.0rc1,1.0.0,1.0.4.");
        }
        return Pair.among(releases);
    }

    /** The ids of the images that are here. */
    Map<Version, String> digests(List<Pair> pairs) {
        TreeSet<Version> releases = new TreeSet<>();
        pairs.forEach(pair -> releases.addAll(List.of(pair.from(), pair.to())));
        Map<Version, String> digests = new HashMap<>();
        local.ifPresent(images ->
                releases.forEach(release -> images.digest(release).ifPresent(digest -> digests.put(release, digest))));
        List<String> absent = new ArrayList<>();
        releases.stream().filter(r -> !digests.containsKey(r)).forEach(r -> absent.add(r.toString()));
        if (local.isPresent() && !absent.isEmpty()) {
            remark.accept("Not on this machine, and so compared with the last reports: the images of "
                    + String.join(", ", absent) + ".");
        }
        return digests;
    }
}
