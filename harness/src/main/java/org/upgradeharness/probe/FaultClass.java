package org.upgradeharness.probe;

import java.util.Locale;

/** The closed list of what can become of a request that failed. */
public enum FaultClass {
    /** Nobody listens. */
    REFUSED,
    /** The connection was cut. */
    RESET,
    /** The connection was closed before a whole answer had come. */
    CLOSED,
    /** No whole answer in time. */
    TIME_OUT,
    /** Status 500 to 599. */
    SERVER_ERROR,
    /** Status 400 to 499. */
    CLIENT_ERROR,
    /** An answer that is not the right one, or none at all by its form. */
    WRONG_CONTENT,
    /** An answer that was right once: it lacks a write that was acknowledged before the question. */
    STALE_CONTENT;

    /** The spelling used in reports: lower case with hyphens. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
