package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.List;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.judge.VersionJudge;
import org.upgradeharness.migrate.Revision;
import org.upgradeharness.migrate.SteppedMigrator;
import org.upgradeharness.migrate.WayDown;
import org.upgradeharness.store.Fingerprint;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;

/** Moves a store revision by revision, and reads it anew after each. */
final class Stepwise {
    private final Store store;
    private final RevisionTrail trail = new RevisionTrail();
    private final List<Finding> findings = new ArrayList<>();

    Stepwise(Store store) {
        this.store = store;
    }

    /** What was touched by which revision. */
    RevisionTrail trail() {
        return trail;
    }

    /**
     * Applies all that the store lacks, up to the first that fails.
     *
     * @return a finding for each version row that did not move by exactly one step, and for a revision that failed
     */
    List<Finding> run(SteppedMigrator migrator) {
        List<String> versions = versions();
        Fingerprint before = fingerprint();
        for (Revision revision : migrator.pending(versions)) {
            SteppedMigrator.Applied applied = migrator.apply(revision);
            Fingerprint after = fingerprint();
            trail.add(new RevisionTrail.Applied(revision, applied.seconds(), after.changesSince(before)));
            List<String> expected = revision.after(versions);
            List<String> found = versions();
            if (!applied.error().isEmpty()) {
                findings.add(Finding.of(
                        Severity.ERROR,
                        Kind.MIGRATION_FAILED,
                        "revision " + revision.id(),
                        "",
                        "applied alone",
                        applied.error()));
                return findings;
            }
            if (!found.equals(expected)) {
                findings.add(Finding.of(
                                Severity.ERROR,
                                Kind.VERSION_MISMATCH,
                                VersionJudge.OBJECT,
                                "after revision " + revision.id(),
                                String.join(", ", expected),
                                found.isEmpty() ? "no version row" : String.join(", ", found))
                        .atStep("revision " + revision));
                return findings;
            }
            versions = found;
            before = after;
        }
        return findings;
    }

    /** Takes revisions back one at a time, down to the first that fails; a finding for each that is not undone alone. */
    List<Finding> back(SteppedMigrator migrator, WayDown way) {
        Fingerprint before = fingerprint();
        for (Revision revision : way.revisions()) {
            List<String> expected = revision.before(versions(), way.revisions());
            SteppedMigrator.Applied undone = migrator.undo(revision);
            Fingerprint after = fingerprint();
            trail.add(new RevisionTrail.Applied(revision, undone.seconds(), after.changesSince(before)));
            if (!undone.error().isEmpty()) {
                findings.add(Finding.of(
                        Severity.ERROR,
                        Kind.IRREVERSIBLE,
                        "revision " + revision,
                        "",
                        "taken back alone",
                        undone.error()));
                return findings;
            }
            if (!versions().equals(expected)) {
                findings.add(Finding.of(
                                Severity.ERROR,
                                Kind.VERSION_MISMATCH,
                                VersionJudge.OBJECT,
                                "after revision " + revision.id() + " was taken back",
                                String.join(", ", expected),
                                String.join(", ", versions()))
                        .atStep("revision " + revision));
                return findings;
            }
            before = after;
        }
        return findings;
    }

    private List<String> versions() {
        try (StoreReader reader = StoreReader.open(store.address())) {
            return VersionJudge.versions(reader);
        }
    }

    private Fingerprint fingerprint() {
        try (StoreReader reader = StoreReader.open(store.address())) {
            return Fingerprint.of(reader);
        }
    }
}
