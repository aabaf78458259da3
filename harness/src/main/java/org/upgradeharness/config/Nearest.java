package org.upgradeharness.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a person most likely meant. */
public final class Nearest {
    private Nearest() {}

    /**
     * The allowed word that differs from the given one in the fewest letters, if those are at most a third of the word.
     *
     * @param word what was written
     * @param allowed what may be written
     */
    public static Optional<String> of(String word, Collection<String> allowed) {
        String lower = word.toLowerCase(Locale.ROOT);
        int limit = Math.max(1, (word.length() + 1) / 3);
        return allowed.stream()
                .filter(a ->
                        distance(lower, a.toLowerCase(Locale.ROOT)) <= Math.min(limit, Math.max(a.length() - 1, 1)))
                .min(Comparator.comparingInt((String a) -> distance(lower, a.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        int[] beforeThat = previous;
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(swap, Math.min(previous[j], row[j - 1]) + 1);
                // Two neighbours in the wrong order are one slip of the fingers.
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeThat[j - 2] + 1);
                }
            }
            beforeThat = previous;
            previous = row;
        }
        return previous[b.length()];
    }
}
