package org.upgradeharness.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Severity;

/**
 * How many findings there are.
 *
 * @param errors errors nobody knew of
 * @param warnings warnings nobody knew of
 * @param notes notes nobody knew of
 * @param known known findings of any severity
 */
public record Tally(long errors, long warnings, long notes, long known) {
    /** No findings. */
    public static final Tally NONE = new Tally(0, 0, 0, 0);

    static Tally of(Collection<Finding> findings) {
        return new Tally(
                fresh(findings, Severity.ERROR),
                fresh(findings, Severity.WARNING),
                fresh(findings, Severity.NOTE),
                findings.stream().filter(f -> f.known() != null).count());
    }

    private static long fresh(Collection<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(f -> f.known() == null && f.severity() == severity)
                .count();
    }

    /** In words, such as {@code 1 error, 2 known}; {@code none} if there are none. */
    public String words() {
        List<String> words = new ArrayList<>();
        add(words, errors, "error");
        add(words, warnings, "warning");
        add(words, notes, "note");
        if (known > 0) {
            words.add(known + " known");
        }
        return words.isEmpty() ? "none" : String.join(", ", words);
    }

    /** The findings of both. */
    public Tally plus(Tally more) {
        return new Tally(errors + more.errors, warnings + more.warnings, notes + more.notes, known + more.known);
    }

    private static void add(List<String> words, long count, String one) {
        if (count > 0) {
            words.add(Plain.plural(count, one));
        }
    }
}
