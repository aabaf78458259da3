package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.judge.VersionJudge;
import org.upgradeharness.migrate.Revision;
import org.upgradeharness.migrate.SteppedMigrator;
import org.upgradeharness.store.Fingerprint;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.store.StoreServer;

/**
 * Applies each revision, sets the version row back, and applies it again: as where it was interrupted between its last statement and the
 * row. It may refuse, if it then leaves everything as it is; it must not change anything in silence.
 */
final class RunTwice {
    private static final String ROWS = "alembic_version";

    private final StoreServer server;
    private final Store store;
    private final Set<String> drawn;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    /**
     * Revisions that were not yet run.
     *
     * @param drawn what each run of the migration draws anew, in the words of {@link Fingerprint}
     */
    RunTwice(StoreServer server, Store store, Set<String> drawn) {
        this.server = server;
        this.store = store;
        this.drawn = drawn;
    }

    /** A line a revision: what came of the second time. */
    List<String> lines() {
        return lines;
    }

    /** Runs all revisions that the store lacks, up to the first that cannot be gone on from. */
    List<Finding> run(SteppedMigrator migrator) {
        List<Revision> pending = migrator.pending(versions());
        if (pending.isEmpty()) {
            throw new BrokenEnvironment("There is no revision to be run twice.");
        }
        for (Revision revision : pending) {
            if (!twice(migrator, revision)) {
                break;
            }
        }
        return findings;
    }

    private boolean twice(SteppedMigrator migrator, Revision revision) {
        List<String> before = versions();
        SteppedMigrator.Applied first = migrator.apply(revision);
        if (!first.error().isEmpty()) {
            found(Severity.ERROR, Kind.MIGRATION_FAILED, revision, "applied alone", first.error());
            return false;
        }
        List<String> after = versions();
        Fingerprint once = print();
        stamp(before);
        SteppedMigrator.Applied second = migrator.apply(revision);
        Set<String> changes = print().changesSince(once).stream()
                .filter(c -> !drawn.contains(c.substring(0, c.lastIndexOf(": "))))
                .filter(c -> !c.contains(" " + ROWS + ".") && !c.startsWith("rows " + ROWS + ": "))
                .collect(Collectors.toCollection(TreeSet::new));
        String changed = String.join("; ", changes);
        if (second.error().isEmpty()) {
            lines.add(revision + ": " + (changes.isEmpty() ? "nothing changes" : changed));
            if (!changes.isEmpty()) {
                found(Severity.ERROR, Kind.RETRY_DIFFERS, revision, "nothing changes, or it refuses", changed);
            }
            return moved(revision, after);
        }
        lines.add(revision + ": refuses, " + second.error() + (changes.isEmpty() ? "" : "; " + changed));
        if (!changes.isEmpty()) {
            found(
                    Severity.ERROR,
                    Kind.RETRY_DIFFERS,
                    revision,
                    "nothing changes where it refuses",
                    second.error() + "; " + changed);
            return false;
        }
        found(Severity.NOTE, Kind.RETRY_FAILED, revision, "nothing changes, or it refuses", second.error());
        stamp(after);
        return true;
    }

    private boolean moved(Revision revision, List<String> after) {
        if (versions().equals(after)) {
            return true;
        }
        found(Severity.ERROR, Kind.VERSION_MISMATCH, revision, String.join(", ", after), String.join(", ", versions()));
        return false;
    }

    private void found(Severity severity, Kind kind, Revision revision, String expected, String found) {
        findings.add(Finding.of(severity, kind, "revision " + revision.id(), "run twice", expected, found)
                .atStep("revision " + revision));
    }

    private void stamp(List<String> versions) {
        server.execute(
                store,
                "DELETE FROM " + ROWS + ";\n"
                        + versions.stream()
                                .map(v -> "INSERT INTO " + ROWS + " (version_num) VALUES ('" + v + "');")
                                .collect(Collectors.joining("\n")));
    }

    private List<String> versions() {
        try (StoreReader reader = StoreReader.open(store.address())) {
            return VersionJudge.versions(reader);
        }
    }

    private Fingerprint print() {
        try (StoreReader reader = StoreReader.open(store.address())) {
            return Fingerprint.of(reader);
        }
    }
}
