package org.upgradeharness.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.upgradeharness.config.BrokenEnvironment;

/** A root file system made of Debian packages, for machines that can pull no image. */
final class DebianRoot {
    /** Suites whose Python the gateways take. */
    private static final Set<String> SUITES = Set.of("bookworm", "trixie");

    private static final String PACKAGES = "python3,python3-venv,ca-certificates";
    private static final Duration BOUND = Duration.ofMinutes(10);

    private DebianRoot() {}

    /** Writes the archive into the folder and returns it. */
    static Path make(Path folder) {
        if (!HostProcess.has("mmdebstrap")) {
            throw new BrokenEnvironment("No base image can be pulled, and mmdebstrap is not there to make one of Debian"
                    + " packages: apt-get install mmdebstrap (./upgrade does it on Debian and Ubuntu as root).");
        }
        String own = hostSuite();
        String suite = SUITES.contains(own) ? own : "bookworm";
        Path archive = folder.resolve("root.tar");
        List<String> command = new ArrayList<>();
        command.addAll(confined());
        command.addAll(List.of("mmdebstrap", "--variant=minbase", "--include=" + PACKAGES));
        proxy().forEach(proxy -> command.add("--aptopt=" + proxy));
        command.addAll(List.of(suite, archive.toString()));
        if (suite.equals(own)) {
            command.addAll(mirrors(suite));
        }
        HostProcess.Ended ended = HostProcess.run(command, Map.of("TMPDIR", folder.toString()), BOUND);
        if (ended.exit() != 0 || !Files.exists(archive)) {
            throw new BrokenEnvironment("mmdebstrap could not make a base of Debian " + suite + " (exit " + ended.exit()
                    + "). " + ended.output().lastWords());
        }
        return archive;
    }

    /**
     * As root, mmdebstrap mounts things in what it makes. In namespaces of its own the mounts are nobody else's, and if
     * this process is killed, the kernel ends all of it. Without root it makes such namespaces itself.
     */
    private static List<String> confined() {
        boolean root = "root".equals(System.getProperty("user.name"));
        if (!root || !HostProcess.has("setpriv") || !HostProcess.has("unshare")) {
            return List.of();
        }
        return List.of(
                "setpriv",
                "--pdeathsig",
                "KILL",
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc");
    }

    private static String hostSuite() {
        try {
            List<String> lines = Files.readAllLines(Path.of("/etc/os-release"));
            return lines.stream().anyMatch(l -> l.strip().equals("ID=debian"))
                    ? lines.stream()
                            .filter(l -> l.startsWith("VERSION_CODENAME="))
                            .map(l -> l.substring("VERSION_CODENAME=".length()).replace("\"", ""))
                            .findFirst()
                            .orElse("")
                    : "";
        } catch (IOException e) {
            throw new UncheckedIOException("/etc/os-release cannot be read: " + e.getMessage(), e);
        }
    }

    /** The sources of this machine that belong to the suite; none means mmdebstrap's own default. */
    private static List<String> mirrors(String suite) {
        HostProcess.Ended ended = HostProcess.run(
                List.of(
                        "apt-get",
                        "indextargets",
                        "--format",
                        "deb $(SITE) $(RELEASE) $(COMPONENT)",
                        "Created-By: Packages"),
                Map.of(),
                Duration.ofSeconds(20));
        return ended.output().lines().stream()
                .filter(line -> line.matches("deb \\S+ " + suite + "(-security|-updates)? main"))
                .distinct()
                .toList();
    }

    private static List<String> proxy() {
        HostProcess.Ended ended = HostProcess.run(
                List.of("apt-config", "dump", "--format", "%F %v%n", "Acquire::http::Proxy", "Acquire::https::Proxy"),
                Map.of(),
                Duration.ofSeconds(20));
        return ended.output().lines().stream()
                .filter(line -> line.matches("Acquire::https?::Proxy \\S+"))
                .map(line -> line.replace(" ", " \"") + "\"")
                .toList();
    }
}
