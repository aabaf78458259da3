package org.upgradeharness.docker;

import java.util.List;
import org.upgradeharness.product.Version;

/**
 * The image of one release, and what was found inside it.
 *
 * @param name the name it goes by on this machine
 * @param id the digest of its configuration, {@code sha256:…}; two images with the same id are one
 * @param source where it came from
 * @param origin the same in words, with what was tried before
 * @param version the version in the installed package's metadata
 * @param heads the heads of the package's chain of migrations
 * @param pythonVersion the version of the interpreter that runs it
 */
public record GatewayImage(
        String name,
        String id,
        ImageSource source,
        String origin,
        Version version,
        List<String> heads,
        String pythonVersion) {
    public GatewayImage {
        heads = List.copyOf(heads);
    }

    /** What is taken for this release where containers of another image are started: for a run that must notice. */
    public GatewayImage startedAs(String other) {
        return new GatewayImage(name, other, source, origin, version, heads, pythonVersion);
    }
}
