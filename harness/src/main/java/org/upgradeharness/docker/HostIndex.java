package org.upgradeharness.docker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.product.Version;

/** The package index as this machine's own pip reaches it: no container is needed. */
public final class HostIndex {
    private static final Duration BOUND = Duration.ofSeconds(15);

    private HostIndex() {}

    /**
     * All releases of a package, oldest first.
     *
     * @throws BrokenEnvironment if they are not told, with the reason
     */
    public static List<Version> releases(String packageName) {
        HostProcess.Ended ended = ask(packageName);
        List<Version> releases = PackageIndex.parse(ended.output().lines());
        if (releases.isEmpty()) {
            throw new BrokenEnvironment("The package index does not tell the releases of " + packageName + " (exit "
                    + ended.exit() + "). " + ended.output().lastWords());
        }
        return releases;
    }

    static HostProcess.Ended ask(String packageName) {
        return HostProcess.run(
                List.of(
                        "python3",
                        "-m",
                        "pip",
                        "--disable-pip-version-check",
                        "--retries",
                        "0",
                        "--timeout",
                        "5",
                        "index",
                        "versions",
                        "--pre",
                        packageName),
                Map.of(),
                BOUND);
    }
}
