package org.upgradeharness.scenarios.sweep;

import org.upgradeharness.config.UsageError;

/**
 * A part of a sweep: each so-many-th point, so that all parts take about as long.
 *
 * @param number which part, from 1
 * @param of how many parts there are
 */
public record Shard(int number, int of) {
    /** All of it. */
    public static final Shard WHOLE = new Shard(1, 1);

    /**
     * Reads {@code 2/4}.
     *
     * @throws UsageError if it is none
     */
    public static Shard parse(String text) {
        if (text.matches("[1-9]\\d{0,3}/[1-9]\\d{0,3}")) {
            int slash = text.indexOf('/');
            Shard shard =
                    new Shard(Integer.parseInt(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
            if (shard.number <= shard.of) {
                return shard;
            }
        }
        throw new UsageError("\"" + text + "\" after --shard is no part of a whole: write 2/4 for the second of four.");
    }

    boolean has(int n) {
        return (n - 1) % of == number - 1;
    }
}
