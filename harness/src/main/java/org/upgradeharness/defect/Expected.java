package org.upgradeharness.defect;

import java.util.stream.Stream;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.judge.Severity;

/**
 * What a run must make of a defect: exactly one of the three.
 *
 * @param finding the finding, by its names
 * @param severity the finding's severity; error where nothing is said
 * @param broken words of the reason for which the run must be BROKEN
 * @param nothing true where the run must find nothing at all, since the difference is none
 */
public record Expected(Named finding, Severity severity, String broken, Boolean nothing) {
    public Expected {
        boolean harmless = Boolean.TRUE.equals(nothing);
        if (Stream.of(finding != null, broken != null, harmless)
                        .filter(given -> given)
                        .count()
                != 1) {
            throw new UsageError("\"expect\" says exactly one of \"finding\", \"broken\" and \"nothing: true\"");
        }
        if (finding != null && finding.object() == null) {
            throw new UsageError("the expected finding needs its \"object\"");
        }
        if (broken != null && broken.isBlank()) {
            throw new UsageError("\"broken\" must hold words of the reason");
        }
        severity = severity == null ? Severity.ERROR : severity;
    }

    @Override
    public String toString() {
        return finding != null ? finding.toString() : broken != null ? "BROKEN: " + broken : "nothing";
    }
}
