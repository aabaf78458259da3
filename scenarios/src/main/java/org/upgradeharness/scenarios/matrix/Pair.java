package org.upgradeharness.scenarios.matrix;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.upgradeharness.product.Version;

/**
 * Two releases, of which people move from the one to the other.
 *
 * @param from the older
 * @param to the newer
 */
public record Pair(Version from, Version to) {
    /** What is newest first: by the new release, then by the old one. */
    public static final Comparator<Pair> NEWEST_FIRST =
            Comparator.comparing(Pair::to).thenComparing(Pair::from).reversed();

    public Pair {
        if (from.compareTo(to) >= 0) {
            throw new IllegalArgumentException(from + " is not older than " + to);
        }
    }

    /** Each release and the next one, and each release and the newest; post-releases are rebuilds and count as none. */
    public static List<Pair> usual(List<Version> releases) {
        List<Version> sorted = releases.stream()
                .filter(v -> !v.isPostRelease())
                .distinct()
                .sorted()
                .toList();
        Set<Pair> pairs = new LinkedHashSet<>();
        newest(sorted)
                .forEach(newest -> sorted.stream()
                        .filter(v -> v.compareTo(newest) < 0)
                        .forEach(v -> pairs.add(new Pair(v, newest))));
        for (int i = 1; i < sorted.size(); i++) {
            pairs.add(new Pair(sorted.get(i - 1), sorted.get(i)));
        }
        return pairs.stream().sorted(NEWEST_FIRST).toList();
    }

    /** The newest final release, or none. */
    static java.util.stream.Stream<Version> newest(List<Version> releases) {
        return releases.stream()
                .filter(v -> !v.isPreRelease() && !v.isPostRelease())
                .max(Comparator.naturalOrder())
                .stream();
    }

    /** All pairs of these releases. */
    public static List<Pair> among(List<Version> releases) {
        return releases.stream()
                .flatMap(from ->
                        releases.stream().filter(to -> from.compareTo(to) < 0).map(to -> new Pair(from, to)))
                .distinct()
                .sorted(NEWEST_FIRST)
                .toList();
    }

    @Override
    public String toString() {
        return from + "→" + to;
    }
}
