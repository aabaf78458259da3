package org.upgradeharness.scenarios.matrix;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The matrix as text: one line for a pair on an engine, and a line that sums up. */
public final class MatrixTable {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<String> HEADINGS =
            List.of("FROM", "TO", "ENGINE", "VERDICT", "LAST RUN (UTC)", "FINDINGS", "STATE");

    private MatrixTable() {}

    /** The lines of the table. */
    public static List<String> lines(Matrix matrix) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        matrix.cells().forEach(cell -> rows.add(row(cell)));
        int[] widths = new int[HEADINGS.size() - 1];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            lines.add(line.append(row.get(widths.length)).toString());
        }
        lines.add("");
        lines.add(sum(matrix));
        return lines;
    }

    private static List<String> row(Cell cell) {
        return List.of(
                cell.pair().from().toString(),
                cell.pair().to().toString(),
                cell.engine().id(),
                cell.verdict().map(Enum::name).orElse("-"),
                cell.at().map(MINUTE::format).orElse("never"),
                cell.verdict().isEmpty() ? "-" : cell.findings().words(),
                state(cell));
    }

    private static String state(Cell cell) {
        if (cell.verdict().isEmpty()) {
            return "no verdict";
        }
        if (!cell.reasons().isEmpty()) {
            return "out of date: " + String.join("; ", cell.reasons());
        }
        return cell.isProven() ? "proven" : cell.isCurrent() ? "up to date" : "says nothing about the product";
    }

    private static String sum(Matrix matrix) {
        List<Cell> cells = matrix.cells();
        long proven = cells.stream().filter(Cell::isProven).count();
        long current = cells.stream().filter(Cell::isCurrent).count() - proven;
        long never = cells.stream().filter(c -> c.verdict().isEmpty()).count();
        return cells.size() + " pairs by engine: " + proven + " proven, " + current
                + " with another verdict that holds, " + (cells.size() - proven - current - never)
                + " out of date or broken, "
                + never + " without a verdict.";
    }
}
