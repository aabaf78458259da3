package org.upgradeharness.gateway;

/** A gateway died, or did not become ready in time. Whose fault that is depends on the side it stands on. */
public final class NotServing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotServing(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
