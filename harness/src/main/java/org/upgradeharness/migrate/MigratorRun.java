package org.upgradeharness.migrate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a warm migrator is to run one command. */
public final class MigratorRun {
    private final Map<String, Object> asked = new LinkedHashMap<>();

    private MigratorRun(List<String> command) {
        asked.put("command", command);
    }

    /** The whole of a command, in a process forked from the warm one. */
    public static MigratorRun of(List<String> command) {
        return new MigratorRun(command);
    }

    /** With every statement written down. */
    public MigratorRun traced() {
        return with("trace", true);
    }

    /** Killed (SIGKILL) before the n-th statement. */
    public MigratorRun killedBefore(int n) {
        return with("at", n).with("act", "kill");
    }

    /** Asked to end (SIGTERM) before the n-th statement. */
    public MigratorRun terminatedBefore(int n) {
        return with("at", n).with("act", "term");
    }

    /** Halted before the n-th statement, until it is let go. */
    public MigratorRun haltedBefore(int n) {
        return with("at", n).with("act", "pause");
    }

    /** In a process of its own, as a person starts it; every statement is told before it is sent. */
    public MigratorRun asAPersonWould() {
        return with("cold", true).with("every", true);
    }

    /** Asked to end (SIGTERM) so many seconds after its start. */
    public MigratorRun stoppedAfter(double seconds) {
        return with("stopAfter", seconds).with("clock", "start");
    }

    /** Asked to end (SIGTERM) so many seconds after its first statement. */
    public MigratorRun stoppedAfterFirst(double seconds) {
        return with("stopAfter", seconds).with("clock", "first");
    }

    /**
     * With a word kept for what the store holds before each revision but the first; on PostgreSQL none is.
     *
     * @param drawn columns that are left out, as {@code table.column}
     */
    public MigratorRun keepingWords(Set<String> drawn) {
        return with("course", Map.of("drawn", drawn));
    }

    /**
     * Told of where it has come to what another run kept words of.
     *
     * @param words the words, by revision
     * @param drawn columns that were left out of them
     * @param end whether it is killed there: the rest is that of the other run
     */
    public MigratorRun comparedWith(Map<String, String> words, Set<String> drawn, boolean end) {
        return with("course", Map.of("words", words, "drawn", drawn, "end", end));
    }

    private MigratorRun with(String name, Object value) {
        asked.put(name, value);
        return this;
    }

    Map<String, Object> asked(int seconds) {
        with("seconds", seconds);
        return asked;
    }
}
