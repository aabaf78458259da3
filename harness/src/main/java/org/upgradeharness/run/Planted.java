package org.upgradeharness.run;

import java.nio.file.Path;
import java.util.Map;

/**
 * What is different on purpose in a run that shares the servers and seeded stores of another one.
 *
 * @param instruments what it measures with
 * @param mounts folders put into the containers of the new release, by their place there
 * @param usualSchema whether the new release installs the schema that its image installs by itself
 * @param containerOf the release whose containers are started in place of the new one, or null
 */
public record Planted(Instruments instruments, Map<String, Path> mounts, boolean usualSchema, String containerOf) {
    public Planted {
        mounts = Map.copyOf(mounts);
    }
}
