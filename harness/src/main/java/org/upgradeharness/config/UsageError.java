package org.upgradeharness.config;

/** What a person asked for cannot be done as written: exit code 2. The message is one sentence for that person. */
public final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageError(String sentence) {
        super(sentence);
    }
}
