package org.upgradeharness.probe;

import java.util.Locale;

/** When a request was due, seen from what is being judged. */
public enum Phase {
    /** While it is found out which rate is held; not judged. */
    WARM_UP,
    /** Before anything is changed. */
    BEFORE,
    /** While it is changed. */
    DURING,
    /** When all is changed. */
    AFTER;

    /** The spelling used in reports. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
