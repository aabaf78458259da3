package org.upgradeharness.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.kubernetes.Cluster;

/**
 * What replicas in a cluster are made of.
 *
 * @param cluster the cluster that was given
 * @param gateway the chart of a gateway, as a folder
 * @param surroundings the chart of what gateways need beside them, as a folder
 * @param upstreamProgram the program of the upstream server
 * @param postgresImage the name of the image of PostgreSQL on this machine
 * @param values a private folder for what is given to Helm
 */
record ClusterKit(
        Cluster cluster, Path gateway, Path surroundings, String upstreamProgram, String postgresImage, Path values) {
    /** The charts as Helm reads them, from files. */
    static ClusterKit of(Cluster cluster, FixtureSource fixtures, String postgresImage, Path folder) {
        return new ClusterKit(
                cluster,
                unpacked(fixtures, "gateway", folder),
                unpacked(fixtures, "surroundings", folder),
                new String(fixtures.read("images/upstream/server.py"), StandardCharsets.UTF_8),
                postgresImage,
                folder);
    }

    private static Path unpacked(FixtureSource fixtures, String chart, Path folder) {
        Path root = folder.resolve(chart);
        try {
            fixtures.files("charts/" + chart).forEach((name, content) -> write(root.resolve(name), content));
        } catch (UncheckedIOException e) {
            throw new BrokenEnvironment("The chart " + chart + " cannot be unpacked: " + e.getMessage(), e);
        }
        return root;
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
