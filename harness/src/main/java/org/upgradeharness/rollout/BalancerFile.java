package org.upgradeharness.rollout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.TreeMap;
import org.upgradeharness.config.BrokenEnvironment;

/** The load balancer's configuration, with a place for each replica in its last section. */
final class BalancerFile {
    private static final String NOBODY = "127.0.0.1:1 disabled";

    private final Path path;
    private final String text;
    private final TreeMap<Integer, String> places = new TreeMap<>();

    private BalancerFile(Path path, String text) {
        this.path = path;
        this.text = text;
    }

    /** Writes one in which nobody is in yet, into a folder where the load balancer may also make its socket. */
    static BalancerFile write(Path folder, String configuration, int replicas) {
        try {
            // The image decides as whom it runs; the socket must be made by whoever that is.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        } catch (IOException e) {
            throw new BrokenEnvironment("The load balancer's folder cannot be opened to it: " + e.getMessage(), e);
        }
        BalancerFile file = new BalancerFile(folder.resolve("haproxy.cfg"), configuration);
        for (int replica = 1; replica <= replicas; replica++) {
            file.out(replica);
        }
        file.write();
        return file;
    }

    /** What a replica is called there. */
    static String place(int replica) {
        return "r" + replica;
    }

    void in(int replica, String host, int port) {
        places.put(replica, host + ":" + port);
    }

    void out(int replica) {
        places.put(replica, NOBODY);
    }

    void write() {
        StringBuilder all = new StringBuilder(text);
        places.forEach((replica, at) -> all.append("    server ")
                .append(place(replica))
                .append(' ')
                .append(at)
                .append('\n'));
        try {
            Files.writeString(path, all);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw new BrokenEnvironment("The load balancer's configuration cannot be written: " + e.getMessage(), e);
        }
    }
}
