package org.upgradeharness.docker;

/**
 * The image of the PostgreSQL server.
 *
 * @param name the name it goes by on this machine
 * @param id the digest of its configuration
 * @param source where it came from
 * @param origin the same in words
 * @param version the server's own version, such as {@code 17.2}
 */
public record PostgresImage(String name, String id, ImageSource source, String origin, String version) {
    /** The major version, such as {@code 17}. */
    public int major() {
        return Integer.parseInt(version.replaceFirst("\\D.*", ""));
    }
}
