package org.upgradeharness.docker;

import java.util.Locale;

/** Where an image came from. */
public enum ImageSource {
    /** The user named the image or the wheel. */
    NAMED,
    /** It was on this machine already. */
    LOCAL,
    /** Pulled from a container registry. */
    REGISTRY,
    /** Built here. */
    BUILT;

    /** The spelling used in reports. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
