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

    /**
     * Says where another image of the same release carries other migrations: an index and a registry do not always hold
     * the same under one number.
     *
     * @param others images that bear this release's number
     */
    List<String> differing(List<GatewayImage> others) {
        return others.stream()
                .filter(other -> other.version().equals(version)
                        && !other.id().equals(id)
                        && !other.heads().equals(heads))
                .map(other -> version + " is not the same everywhere: this run used " + name + " (" + origin
                        + "), whose migrations end at " + String.join(" and ", heads) + "; those of " + other.name()
                        + " on this machine end at " + String.join(" and ", other.heads()))
                .toList();
    }

    /** What is taken for this release where containers of another image are started: for a run that must notice. */
    public GatewayImage startedAs(String other) {
        return new GatewayImage(name, other, source, origin, version, heads, pythonVersion);
    }
}
