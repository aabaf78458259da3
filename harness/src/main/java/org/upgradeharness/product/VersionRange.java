package org.upgradeharness.product;

/**
 * A range of releases with named cut-offs.
 *
 * @param since the first release in it, or null for "from the beginning"
 * @param before the first release no longer in it, or null for "until further notice"
 */
public record VersionRange(Version since, Version before) {
    /** Every release. */
    public static final VersionRange ALL = new VersionRange(null, null);

    /** Whether the release lies in the range. */
    public boolean contains(Version version) {
        return (since == null || version.compareTo(since) >= 0) && (before == null || version.compareTo(before) < 0);
    }

    @Override
    public String toString() {
        if (since == null && before == null) {
            return "all releases";
        }
        return (since == null ? "" : "since " + since)
                + (since != null && before != null ? ", " : "")
                + (before == null ? "" : "before " + before);
    }
}
