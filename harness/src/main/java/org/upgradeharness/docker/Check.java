package org.upgradeharness.docker;

import java.util.Locale;

/**
 * One thing a run needs, and whether it is there.
 *
 * @param name what it is
 * @param state whether it is there
 * @param found what was seen
 * @param cure what to do, empty where nothing is to be done
 */
public record Check(String name, State state, String found, String cure) {
    /** Whether it is there. */
    public enum State {
        /** It is there. */
        OK,
        /** A run cannot do without it. */
        MISSING,
        /** Good to know; a run can do without it. */
        INFO;

        /** The spelling people see. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Check ok(String name, String found) {
        return new Check(name, State.OK, found, "");
    }

    static Check missing(String name, String found, String cure) {
        return new Check(name, State.MISSING, found, cure);
    }

    static Check info(String name, String found) {
        return new Check(name, State.INFO, found, "");
    }
}
