package org.upgradeharness.product;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a product for rolling upgrades.
 *
 * @param health requests a second that ask whether it is well
 * @param others requests a second of each other stream of a probe
 * @param longSeconds how long a long call lasts; the tool that is called does not take more than 5 s
 * @param afterSeconds how long it is watched when all is changed; longer than a read may be old, so that what a new replica keeps in
 *     mind shows
 * @param stopStart releases that cannot be rolled to, as their notes say
 */
public record RollingSpec(
        double health, double others, double longSeconds, double afterSeconds, List<StopStart> stopStart) {
    /** Where a product says nothing. */
    static final RollingSpec USUAL = new RollingSpec(0, 0, 0, 0, List.of());

    private static final double LONGEST = 5;

    /**
     * A release that wants all older ones stopped before it migrates.
     *
     * @param at the release: it holds where from &lt; at &lt;= to
     * @param reason why
     */
    public record StopStart(Version at, String reason) {}

    public RollingSpec {
        health = health > 0 ? health : 50;
        others = others > 0 ? others : 2;
        longSeconds = longSeconds > 0 ? longSeconds : 2;
        afterSeconds = afterSeconds > 0 ? afterSeconds : 8;
        if (longSeconds > LONGEST) {
            throw new IllegalArgumentException(
                    "\"longSeconds\" is 5 at most: the tool that is called does not take longer");
        }
        stopStart = stopStart == null ? List.of() : List.copyOf(stopStart);
    }

    /** Why there is no rolling upgrade between two releases, if the product says so. */
    public Optional<String> impossible(Version from, Version to) {
        return stopStart.stream()
                .filter(s -> from.compareTo(s.at()) < 0 && s.at().compareTo(to) <= 0)
                .map(StopStart::reason)
                .findFirst();
    }
}
