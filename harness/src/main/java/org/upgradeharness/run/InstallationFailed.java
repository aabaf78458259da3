package org.upgradeharness.run;

import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;

/** A release could not be installed on an empty store. */
final class InstallationFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String how;

    InstallationFailed(String how, String sentence) {
        super(sentence);
        this.how = how;
    }

    /** The same as a finding: whoever installs the release meets it. */
    Finding finding(Side side) {
        return Finding.of(
                Severity.ERROR,
                Kind.MIGRATION_FAILED,
                how,
                "",
                "installs " + side.version() + " on an empty store",
                getMessage());
    }
}
