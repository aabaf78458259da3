package org.upgradeharness.docker;

import org.upgradeharness.config.BrokenEnvironment;

/** A release that exists, as far as can be known, cannot be had on this machine. */
public final class ReleaseUnobtainable extends BrokenEnvironment {
    private static final long serialVersionUID = 1L;

    ReleaseUnobtainable(BrokenEnvironment cause) {
        super(cause.getMessage(), cause);
    }
}
