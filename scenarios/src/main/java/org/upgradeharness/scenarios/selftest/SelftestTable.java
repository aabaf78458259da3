package org.upgradeharness.scenarios.selftest;

import java.util.Locale;

/** What stands on the terminal at the end: a line per defect and engine, and the three figures. */
public final class SelftestTable {
    private static final int LONGEST = 60;

    private SelftestTable() {}

    /** The table as text that ends with a line break. */
    public static String of(Score score) {
        int name = width(score, Row::name, "DEFECT");
        int expected = width(score, r -> cut(r.expected()), "EXPECTED");
        int found = width(score, r -> cut(r.found()), "FOUND");
        String form = "%-" + name + "s  %-8s  %-" + expected + "s  %-" + found + "s  %7s%n";
        StringBuilder out = new StringBuilder("\n");
        out.append(String.format(Locale.ROOT, form, "DEFECT", "ENGINE", "EXPECTED", "FOUND", "SECONDS"));
        for (Row row : score.rows()) {
            out.append(String.format(
                    Locale.ROOT,
                    form,
                    row.name(),
                    row.engine(),
                    cut(row.expected()),
                    cut(row.found()),
                    String.format(Locale.ROOT, "%.1f", row.seconds())));
            row.wrong().forEach(w -> out.append("    besides: ").append(cut(w)).append(System.lineSeparator()));
        }
        score.notRun().forEach(line -> out.append("not run: ").append(line).append(System.lineSeparator()));
        return out.append(System.lineSeparator())
                .append(score.headline())
                .append(System.lineSeparator())
                .toString();
    }

    private static int width(Score score, java.util.function.Function<Row, String> cell, String title) {
        return Math.max(
                title.length(),
                score.rows().stream()
                        .mapToInt(r -> cell.apply(r).length())
                        .max()
                        .orElse(0));
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
