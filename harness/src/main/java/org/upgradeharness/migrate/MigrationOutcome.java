package org.upgradeharness.migrate;

import java.util.List;

/**
 * How a migrator's process ended. That it succeeded proves nothing: the store is read anew.
 *
 * @param command the command as people know it
 * @param end how it ended, in words
 * @param succeeded whether it ended by itself with exit code 0
 * @param log what it wrote
 */
public record MigrationOutcome(String command, String end, boolean succeeded, List<String> log) {
    /** A process that ended by itself. */
    static MigrationOutcome exited(String command, long exitCode, List<String> log) {
        return new MigrationOutcome(command, "exit code " + exitCode, exitCode == 0, log);
    }

    /** A process that was killed, because it would not end. */
    static MigrationOutcome hung(String command, String how, List<String> log) {
        return new MigrationOutcome(command, how + ", and was killed", false, log);
    }

    /** How it ended, and the last lines it wrote. */
    public String words() {
        return end + ": " + tail();
    }

    private String tail() {
        return String.join("\n", log.subList(Math.max(0, log.size() - 12), log.size()));
    }
}
