package org.upgradeharness.crash;

import org.upgradeharness.judge.Finding;

/** A migration fails without any interruption: the product is at fault, and interruptions say nothing more. */
public final class ControlFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    ControlFailed(Finding finding) {
        super(finding.object() + ": " + finding.found());
        this.finding = finding;
    }

    /** The finding. */
    public Finding finding() {
        return finding;
    }
}
