package org.upgradeharness.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How a run of a warm migrator ended.
 *
 * @param exit its exit code, or the signal that ended it as a negative number
 * @param hit the statement before which it was struck, or null if it never came there
 * @param last the last statement it told of, or null if it told of none
 * @param same the revision before which it held what another run had held there, or empty
 * @param seconds how long it ran
 * @param log its last lines
 * @param trace its statements, where they were written down
 * @param words what its store held before each revision, where that was kept
 */
public record MigratorEnd(
        int exit,
        Statement hit,
        Statement last,
        String same,
        double seconds,
        List<String> log,
        List<Statement> trace,
        Map<String, String> words) {
    private static final int KILLED = -9;
    private static final Pattern EXCEPTION =
            Pattern.compile("^(?:FAILED|(?:[a-z_]\\w*\\.)*[A-Z]\\w*(?:Error|Exception|Exit)): ");

    public MigratorEnd {
        log = List.copyOf(log);
        trace = List.copyOf(trace);
        words = Map.copyOf(words);
    }

    /** Whether it was ended where it had come to what another run had held. */
    public boolean endedWhereSame() {
        return exit == KILLED && !same.isEmpty();
    }

    /** The same end with one more line. */
    MigratorEnd adding(String line) {
        List<String> more = new ArrayList<>(log);
        more.add(line);
        return new MigratorEnd(exit, hit, last, "", seconds, more, trace, words);
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
