package org.upgradeharness.docker;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.product.Version;

/** Asks the package index which releases there are; pip knows where it is, the harness does not. */
final class PackageIndex {
    private static final String HEADING = "Available versions:";
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final OneOff oneOff;
    private final Supplier<String> image;
    private final HostEnvironment environment;
    private final byte[] certificates;
    private final Map<String, List<Version>> asked = new HashMap<>();

    PackageIndex(OneOff oneOff, Supplier<String> image, HostEnvironment environment, byte[] certificates) {
        this.oneOff = oneOff;
        this.image = image;
        this.environment = environment;
        this.certificates = certificates;
    }

    /** All releases of a package, oldest first. */
    synchronized List<Version> releases(String packageName) {
        return asked.computeIfAbsent(packageName, this::ask);
    }

    /** The newest release that is neither a pre-release nor a post-release. */
    static Optional<Version> latest(List<Version> releases) {
        return releases.stream()
                .filter(v -> !v.isPreRelease() && !v.isPostRelease())
                .max(Comparator.naturalOrder());
    }

    /** The releases beside a missing one, for a person who mistyped it. */
    static List<Version> nearest(List<Version> releases, Version missing) {
        List<Version> below =
                releases.stream().filter(v -> v.compareTo(missing) < 0).toList();
        List<Version> above =
                releases.stream().filter(v -> v.compareTo(missing) > 0).toList();
        List<Version> near = new java.util.ArrayList<>(below.subList(Math.max(0, below.size() - 2), below.size()));
        near.addAll(above.subList(0, Math.min(2, above.size())));
        return List.copyOf(near);
    }

    static List<Version> parse(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(HEADING))
                .flatMap(line -> Arrays.stream(line.substring(HEADING.length()).split(",")))
                .map(String::strip)
                .filter(Version::isVersion)
                .map(Version::parse)
                .sorted()
                .toList();
    }

    private List<Version> ask(String packageName) {
        Map<String, String> variables = new HashMap<>(environment.buildArguments());
        Map<String, byte[]> files = new HashMap<>();
        if (certificates.length > 0) {
            files.put("tmp/ca.pem", certificates);
            variables.put("PIP_CERT", "/tmp/ca.pem");
        }
        HostProcess.Ended ended = oneOff.run(new OneOff.Task(
                image.get(),
                List.of(
                        "/opt/uv/bin/pip",
                        "--disable-pip-version-check",
                        "--no-cache-dir",
                        "--retries",
                        "1",
                        "--timeout",
                        "10",
                        "index",
                        "versions",
                        "--pre",
                        packageName),
                variables,
                "host",
                files,
                BOUND));
        List<Version> releases = parse(ended.output().lines());
        if (releases.isEmpty()) {
            throw new BrokenEnvironment("The package index does not tell the releases of " + packageName + " (exit "
                    + ended.exit() + "). " + ended.output().lastWords());
        }
        return releases;
    }
}
