package org.upgradeharness.docker;

import java.util.stream.Stream;

/**
 * The name of an image, taken apart as the engine does.
 *
 * @param registry host and port of its registry, empty for the engine's default one
 * @param path the repository within the registry
 * @param tag the tag or digest, {@code latest} where none is written
 */
record ImageName(String registry, String path, String tag) {
    static ImageName parse(String name) {
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
        String rest = host ? name.substring(slash + 1) : name;
        int digest = rest.indexOf('@');
        int colon = digest >= 0 ? digest : rest.lastIndexOf(':');
        return new ImageName(
                host ? first : "",
                colon < 0 ? rest : rest.substring(0, colon),
                colon < 0 ? "latest" : rest.substring(colon + 1));
    }

    /** Whether an image with these tags is one that was built here: labels alone do not say so, since they are inherited. */
    static boolean isOurs(String[] tags) {
        return tags != null && Stream.of(tags).anyMatch(tag -> tag.startsWith("upgrade-harness/"));
    }

    boolean onLoopback() {
        return registry.matches("(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1])(:\\d+)?");
    }
}
