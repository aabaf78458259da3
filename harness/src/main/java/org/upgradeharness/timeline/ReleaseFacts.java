package org.upgradeharness.timeline;

/**
 * One side of an upgrade as it really ran.
 *
 * @param release the version found inside the image
 * @param image the image's name
 * @param digest the image's id
 * @param source where it came from: named, local, registry or built, with details
 * @param reportedVersion what the running gateway says of itself, or null if it never answered
 * @param head the migration head of the package inside the image
 */
public record ReleaseFacts(
        String release, String image, String digest, String source, String reportedVersion, String head) {
    /** The same, with what the running gateway said of itself. */
    public ReleaseFacts reporting(String version) {
        return new ReleaseFacts(release, image, digest, source, version, head);
    }
}
