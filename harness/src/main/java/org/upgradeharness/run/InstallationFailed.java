package org.upgradeharness.run;

/** A release could not be installed on an empty store. */
final class InstallationFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InstallationFailed(String sentence) {
        super(sentence);
    }
}
