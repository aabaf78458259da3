package org.upgradeharness.scenarios.selftest;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The outcome of a self-test.
 *
 * @param rows what became of each defect and control
 * @param notRun defects that were left out, with the reason
 * @param seconds how long all of it took
 */
public record Score(List<Row> rows, List<String> notRun, double seconds) {
    public Score {
        rows = List.copyOf(rows);
        notRun = List.copyOf(notRun);
    }

    /** Runs in which nothing was planted. */
    public long controls() {
        return rows.stream().filter(Row::isControl).count();
    }

    /** Controls in which something was found. */
    public long falseAlarms() {
        return rows.stream().filter(r -> r.isControl() && !r.caught()).count();
    }

    /** Runs in which something was planted. */
    public List<Row> planted() {
        return rows.stream().filter(r -> !r.isControl()).toList();
    }

    /** How many of them found it. */
    public long caught() {
        return planted().stream().filter(Row::caught).count();
    }

    /** Findings that no defect explains. */
    public long wrong() {
        return planted().stream().mapToLong(r -> r.wrong().size()).sum();
    }

    /** 0 where everything was caught and nothing else found, else 1: here the harness is the product under test. */
    public int exitCode() {
        return caught() == planted().size() && wrong() == 0 && falseAlarms() == 0 ? 0 : 1;
    }

    /** The outcome in words: the three figures, and which check is blind. */
    public String headline() {
        String figures = caught() + " of " + planted().size() + " planted defects caught, " + wrong()
                + " wrong findings, " + falseAlarms() + " false alarms in " + controls() + " controls";
        String blind = planted().stream()
                .filter(r -> !r.caught())
                .map(r -> r.expected() + " (" + r.name() + " on " + r.engine() + ")")
                .distinct()
                .collect(Collectors.joining(", "));
        return (exitCode() == 0 ? "PASSED: " : "FAILED: ") + figures + (blind.isEmpty() ? "" : "; blind: " + blind);
    }
}
