package org.upgradeharness.judge;

import org.upgradeharness.product.Version;

/** Something that a release is declared to change, and where that holds. */
public sealed interface Declared permits AllowedChange, ApiChange {
    /** The release that brought it: it holds for pairs with from &lt; at &lt;= to. Null when it holds always. */
    Version at();

    /** Whether it holds for every pair and every restart. */
    boolean always();

    /** Why it is no fault, in words; never blank. */
    String reason();

    /** Whether it holds between the two releases. */
    default boolean holds(Version from, Version to) {
        return always() || from.compareTo(at()) < 0 && at().compareTo(to) <= 0;
    }

    /** Refuses what says nothing: no reason, or not exactly one of {@code at} and {@code always: true}. */
    static void check(Version at, boolean always, String reason) {
        require(reason != null && !reason.isBlank(), "\"reason\" must say why the change is no fault");
        require((at != null) != always, "exactly one of \"at: RELEASE\" and \"always: true\" must say where it holds");
    }

    /** Refuses an invalid record with a sentence for the person who wrote it. */
    static void require(boolean valid, String sentence) {
        if (!valid) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
