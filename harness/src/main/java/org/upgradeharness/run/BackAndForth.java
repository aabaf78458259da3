package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.SchemaJudge;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.judge.VersionJudge;
import org.upgradeharness.migrate.Revision;
import org.upgradeharness.migrate.SteppedMigrator;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;

/**
 * Applies each revision, takes it back, and applies it again. Its way back must leave no trace in the catalogue, and the second time
 * must come to what the first one came to.
 */
final class BackAndForth {
    private final Store store;
    private final LossRules rules;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    BackAndForth(Store store, LossRules rules) {
        this.store = store;
        this.rules = rules;
    }

    /** A line a revision: how long the way there, back and there again took. */
    List<String> lines() {
        return lines;
    }

    /** Goes all revisions that the store lacks, up to the first that fails. */
    List<Finding> run(SteppedMigrator migrator) {
        List<Revision> pending = migrator.pending(look().versions());
        if (pending.isEmpty()) {
            throw new BrokenEnvironment("There is no revision to go back and forth.");
        }
        for (Revision revision : pending) {
            if (!gone(migrator, revision)) {
                break;
            }
        }
        return findings;
    }

    private boolean gone(SteppedMigrator migrator, Revision revision) {
        Look before = look();
        double there = applied(migrator.apply(revision), revision, "applied alone");
        if (there < 0) {
            return false;
        }
        Look after = look();
        SteppedMigrator.Applied back = migrator.undo(revision);
        if (!back.error().isEmpty()) {
            findings.add(rules.failed(revision.toString(), back.error()));
            return false;
        }
        same(revision, "taken back", look(), before);
        double again = applied(migrator.apply(revision), revision, "applied again after its way back");
        if (again < 0) {
            return false;
        }
        same(revision, "applied again", look(), after);
        lines.add(String.format(
                Locale.ROOT, "%s: %.2f s, back %.2f s, again %.2f s", revision, there, back.seconds(), again));
        return true;
    }

    /** The seconds it took; negative where it failed. */
    private double applied(SteppedMigrator.Applied applied, Revision revision, String expected) {
        if (applied.error().isEmpty()) {
            return applied.seconds();
        }
        findings.add(Finding.of(
                        Severity.ERROR,
                        Kind.MIGRATION_FAILED,
                        "revision " + revision.id(),
                        "",
                        expected,
                        applied.error())
                .atStep("revision " + revision));
        return -1;
    }

    private void same(Revision revision, String when, Look is, Look was) {
        String step = "revision " + revision + ", " + when;
        SchemaJudge.compare(is.catalogue(), was.catalogue()).stream()
                .filter(f -> f.severity() != Severity.NOTE)
                .map(f -> f.atStep(step))
                .forEach(findings::add);
        if (!is.versions().equals(was.versions())) {
            findings.add(Finding.of(
                            Severity.ERROR,
                            Kind.VERSION_MISMATCH,
                            VersionJudge.OBJECT,
                            "revision " + revision.id() + " " + when,
                            String.join(", ", was.versions()),
                            String.join(", ", is.versions()))
                    .atStep(step));
        }
    }

    private Look look() {
        try (StoreReader reader = StoreReader.open(store.address())) {
            return new Look(reader.catalogue(), VersionJudge.versions(reader));
        }
    }

    private record Look(Catalogue catalogue, List<String> versions) {}
}
