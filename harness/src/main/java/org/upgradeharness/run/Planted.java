package org.upgradeharness.run;

import java.nio.file.Path;
import java.util.Map;

/**
 * What is different on purpose in a run that shares the servers and seeded stores of another one.
 *
 * @param instruments what it measures with
 * @param mounts folders put into the containers of the new release, by their place there
 * @param containerOf the release whose containers are started in place of the new one, or null
 */
public record Planted(Instruments instruments, Map<String, Path> mounts, String containerOf) {
    public Planted {
        mounts = Map.copyOf(mounts);
    }
}
