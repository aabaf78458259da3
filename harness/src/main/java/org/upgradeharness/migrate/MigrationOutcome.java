package org.upgradeharness.migrate;

import java.util.List;

/**
 * How a migrator's process ended. An exit code 0 proves nothing: the store is read anew.
 *
 * @param command the command as people know it
 * @param exitCode its exit code
 * @param log what it wrote
 */
public record MigrationOutcome(String command, long exitCode, List<String> log) {
    /** The last lines it wrote. */
    public String tail() {
        return String.join("\n", log.subList(Math.max(0, log.size() - 12), log.size()));
    }
}
