package org.upgradeharness.migrate;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How a run of a warm migrator ended.
 *
 * @param exit its exit code, or the signal that ended it as a negative number
 * @param hit the statement before which it was struck, or null if it never came there
 * @param last the last statement it told of, or null if it told of none
 * @param seconds how long it ran
 * @param log its last lines
 * @param trace its statements, where they were written down
 */
public record MigratorEnd(
        int exit, Statement hit, Statement last, double seconds, List<String> log, List<Statement> trace) {
    private static final Pattern EXCEPTION =
            Pattern.compile("^(?:FAILED|(?:[a-z_]\\w*\\.)*[A-Z]\\w*(?:Error|Exception|Exit)): ");

    public MigratorEnd {
        log = List.copyOf(log);
        trace = List.copyOf(trace);
    }

    /** Why it failed: the line that names the exception, or else the last one that is not empty. */
    public String message() {
        String last = "it said nothing and ended with " + exit;
        for (int i = log.size() - 1; i >= 0; i--) {
            String line = log.get(i).strip();
            if (EXCEPTION.matcher(line).find()) {
                return line;
            }
            if (!line.isEmpty() && i == log.size() - 1) {
                last = line;
            }
        }
        return last;
    }
}
