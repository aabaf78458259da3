package org.upgradeharness.run;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.upgradeharness.gateway.NotServing;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.LogJudge;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.migrate.MigrationOutcome;
import org.upgradeharness.witness.UnreadableList;

/** What is said against a release that does not do what was asked of it, in the same words wherever that happens. */
final class Failures {
    /** How many of the errors that a gateway logged are told of why it did not start. */
    private static final int ERRORS = 3;

    /** What a process ends with that was asked to stop: well, or by the signal itself. */
    private static final Set<Long> STOPPED = Set.of(0L, 143L);

    private Failures() {}

    /** A start that was not ready in time. */
    static Finding start(Side side, String circumstance, String key, NotServing why) {
        return Finding.of(
                Severity.ERROR,
                Kind.NOT_SERVING,
                "start of " + side.version() + (circumstance.isEmpty() ? "" : " " + circumstance),
                key,
                "ready",
                words(why));
    }

    /** What was logged of the reason, and what happened; where no error was logged, how the log ends. */
    private static String words(NotServing why) {
        List<String> errors = LogJudge.first(why.log(), ERRORS);
        return errors.isEmpty() ? why.getMessage() : String.join(" · ", errors) + " (" + why.sentence() + ")";
    }

    /** A start that ended, or was not ready in time, and has not brought the store to its release: all else comes of that. */
    static Finding unmigrated(Side side, Finding start) {
        return Finding.of(
                        Severity.ERROR,
                        Kind.MIGRATION_FAILED,
                        start.object(),
                        "",
                        "a store at " + String.join(", ", side.image().heads()),
                        start.found())
                .inGroup(start.object() + ": the store was not migrated");
    }

    /** The same of a plain start. */
    static Finding start(Side side, NotServing why) {
        return start(side, "", "", why);
    }

    /**
     * A gateway that did not end by itself after SIGTERM, or ended as if something had gone wrong.
     *
     * @param ended whether it ended by itself
     * @param exitCode what its process ended with
     * @param seconds how long it was waited for
     */
    static Optional<Finding> stop(Side side, boolean ended, long exitCode, int seconds) {
        if (!ended) {
            return Optional.of(stop(side, "ends within " + seconds + " s of SIGTERM", "had to be killed"));
        }
        return STOPPED.contains(exitCode)
                ? Optional.empty()
                : Optional.of(stop(side, "ends with exit code 0 or 143 after SIGTERM", "exit code " + exitCode));
    }

    private static Finding stop(Side side, String expected, String found) {
        return Finding.of(Severity.WARNING, Kind.NOT_SERVING, "stop of " + side.version(), "", expected, found);
    }

    /** A migrator that did not end by itself and well. */
    static Finding migration(MigrationOutcome outcome) {
        return Finding.of(Severity.ERROR, Kind.MIGRATION_FAILED, outcome.command(), "", "exit code 0", outcome.words());
    }

    /** A list that cannot be read. */
    static Finding list(UnreadableList why, String key) {
        return Finding.of(
                Severity.ERROR,
                Kind.NOT_SERVING,
                "GET " + why.path(),
                key,
                "a list",
                why.answer().brief());
    }
}
