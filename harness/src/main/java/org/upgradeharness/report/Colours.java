package org.upgradeharness.report;

import org.upgradeharness.judge.Verdict;

/**
 * Colours of a terminal; the word always says the same.
 *
 * @param wanted whether there are any
 */
record Colours(boolean wanted) {
    private static final String RESET = "\u001b[0m";

    String verdict(Verdict verdict) {
        return paint(
                switch (verdict) {
                    case PASSED -> "32";
                    case FAILED -> "31";
                    case BROKEN -> "35";
                    case SKIPPED -> "33";
                },
                verdict.name());
    }

    String bad(String text) {
        return paint("31", text);
    }

    private String paint(String colour, String text) {
        return wanted ? "\u001b[" + colour + "m" + text + RESET : text;
    }
}
