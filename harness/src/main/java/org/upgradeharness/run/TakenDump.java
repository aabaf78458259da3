package org.upgradeharness.run;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.docker.GatewayImage;
import org.upgradeharness.judge.VersionJudge;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.DumpFile;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.store.StoreServer;

/**
 * Somebody's own data, restored, and what it says of the release that wrote it.
 *
 * @param file where it came from
 * @param store the restored store; it is only read and copied
 * @param revision its version row
 */
record TakenDump(DumpFile file, Store store, String revision) {
    /**
     * Restores a dump.
     *
     * @throws UsageError if it is damaged, or no gateway's
     */
    static TakenDump take(DumpFile file, StoreServer server, Path folder) {
        Store store = server.restore(file, folder, server.engine().id() + "-dump");
        try (StoreReader reader = StoreReader.open(store.address())) {
            int tables = reader.catalogue().tables().size();
            if (tables == 0) {
                throw new UsageError("The dump " + file.path() + " holds no table"
                        + (file.engine() == org.upgradeharness.store.Engine.POSTGRES ? " in the schema public" : "")
                        + ": there is nothing to upgrade.");
            }
            List<String> revisions = VersionJudge.versions(reader);
            if (revisions.size() != 1) {
                throw new UsageError("The dump " + file.path() + " has "
                        + (revisions.isEmpty()
                                ? "no version row (alembic_version)"
                                : revisions.size() + " version rows: " + String.join(", ", revisions))
                        + ": it is no gateway's database, or one whose migration did not end.");
            }
            return new TakenDump(file, store, revisions.get(0));
        }
    }

    /**
     * The release whose head the version row is: the newest on this machine that is older than the one that is upgraded to.
     *
     * @throws UsageError if there is none
     */
    String release(List<GatewayImage> here, Version to) {
        List<Version> fitting = fitting(here);
        return fitting.stream()
                .filter(v -> v.compareTo(to) < 0)
                .max(Comparator.naturalOrder())
                .map(Version::toString)
                .orElseThrow(() -> new UsageError(
                        fitting.isEmpty()
                                ? says() + " is the head of none of the releases on this machine (" + told(here)
                                        + "): name its release with --from, or get its image with ./upgrade images"
                                        + " RELEASE and try again."
                                : says() + " is the head of " + joined(fitting) + ", which is not older than " + to
                                        + ": there is nothing to upgrade."));
    }

    /**
     * Demands that the version row is the head of a release.
     *
     * @throws UsageError if it is another one
     */
    void demandOf(Side from, List<GatewayImage> here) {
        if (from.image().heads().equals(List.of(revision))) {
            return;
        }
        List<Version> fitting = fitting(here);
        throw new UsageError(says() + ", and the head of " + from.version() + " is "
                + String.join(", ", from.image().heads()) + ": "
                + (fitting.isEmpty()
                        ? "it is the head of none of the releases on this machine (" + told(here)
                                + "); name the release that wrote it with --from."
                        : "it is of " + joined(fitting) + "; use --from " + fitting.get(fitting.size() - 1) + "."));
    }

    private String says() {
        return "The version row of the dump " + file.path() + " is " + revision;
    }

    private List<Version> fitting(List<GatewayImage> here) {
        return here.stream()
                .filter(image -> image.heads().equals(List.of(revision)))
                .map(GatewayImage::version)
                .distinct()
                .sorted()
                .toList();
    }

    private static String told(List<GatewayImage> here) {
        return here.isEmpty()
                ? "there are none"
                : here.stream()
                        .map(image -> image.version() + ": " + String.join(", ", image.heads()))
                        .distinct()
                        .collect(Collectors.joining("; "));
    }

    private static String joined(List<Version> versions) {
        return versions.stream().map(Version::toString).collect(Collectors.joining(" or "));
    }
}
