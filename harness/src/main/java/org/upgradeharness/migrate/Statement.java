package org.upgradeharness.migrate;

import java.util.Map;

/**
 * A statement of a migration that changes something, or a commit: a point before which its process can die.
 *
 * @param n its number in the run, from 1
 * @param revision the revision at work, or empty where none is
 * @param text the statement, without its values
 * @param transaction the number of its transaction, or 0 where it is one by itself
 * @param seconds how long it took; 0 where that was not measured
 * @param locks the strongest lock that its transaction held by then on each table; PostgreSQL alone
 */
public record Statement(
        int n, String revision, String text, int transaction, double seconds, Map<String, String> locks) {
    public Statement {
        locks = Map.copyOf(locks);
    }

    /** The beginning of the text, on one line. */
    public String brief() {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() > 100 ? line.substring(0, 100) + "…" : line;
    }

    /** The revision, or what stands for it where none is at work. */
    public String at() {
        return revision.isEmpty() ? "outside of revisions" : "revision " + revision;
    }
}
