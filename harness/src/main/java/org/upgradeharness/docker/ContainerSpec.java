package org.upgradeharness.docker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to run in a container.
 *
 * @param name what it is for, in short; also its alias on the network
 * @param image image name or id
 * @param command program and arguments, or an empty list for the image's own
 * @param environment environment variables
 * @param mounts folders of the host by their place in the container
 * @param memory folders of the container that are in memory, by their place, with how much goes in, bytes
 * @param port the one port to publish, on 127.0.0.1 only, or 0 for none
 */
public record ContainerSpec(
        String name,
        String image,
        List<String> command,
        Map<String, String> environment,
        Map<String, Path> mounts,
        Map<String, Long> memory,
        int port) {
    public ContainerSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        mounts = Map.copyOf(mounts);
        memory = Map.copyOf(memory);
    }

    /** One without a folder in memory. */
    public ContainerSpec(
            String name,
            String image,
            List<String> command,
            Map<String, String> environment,
            Map<String, Path> mounts,
            int port) {
        this(name, image, command, environment, mounts, Map.of(), port);
    }
}
