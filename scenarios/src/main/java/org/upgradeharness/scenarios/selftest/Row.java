package org.upgradeharness.scenarios.selftest;

import java.util.List;

/**
 * What became of one defect, or of one control, on one engine.
 *
 * @param name the defect; {@code control} where nothing was planted
 * @param engine the kind of database
 * @param expected what the run was to find
 * @param found what it found
 * @param caught whether that is what it was to find
 * @param wrong what it found besides
 * @param seconds how long the run took
 */
public record Row(
        String name, String engine, String expected, String found, boolean caught, List<String> wrong, double seconds) {
    /** The name of a run in which nothing is planted. */
    public static final String CONTROL = "control";

    public Row {
        wrong = List.copyOf(wrong);
    }

    boolean isControl() {
        return name.equals(CONTROL);
    }
}
