package org.upgradeharness.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.upgradeharness.timeline.CaseResult;

/** What stands on the terminal at the end: the cases, why some did not pass, the outcome in words, and where the report is. */
public final class ResultTable {
    private static final int REASON_LINES = 2;
    private static final int INDENT = 4;
    private static final int NARROWEST = 40;

    private final Colours colours;
    private final int width;

    private ResultTable(Colours colours, int width) {
        this.colours = colours;
        this.width = Math.max(NARROWEST, width);
    }

    /**
     * The table as text that ends with a line break.
     *
     * @param cases the results of all cases
     * @param outcome what the run comes to
     * @param folder the report folder
     * @param colour whether colours are wanted
     * @param width columns of the terminal
     */
    public static String of(List<CaseResult> cases, Outcome outcome, Path folder, boolean colour, int width) {
        return new ResultTable(new Colours(colour), width).render(cases, outcome, folder);
    }

    private String render(List<CaseResult> cases, Outcome outcome, Path folder) {
        StringBuilder out = new StringBuilder("\n");
        int[] widths = {4, 6, 7, 7};
        for (CaseResult c : cases) {
            widths[0] = Math.max(widths[0], name(c).length());
            widths[1] = Math.max(widths[1], c.key().engine().length());
        }
        if (!cases.isEmpty()) {
            out.append(row(widths, "CASE", "ENGINE", "VERDICT", "SECONDS", "FINDINGS"));
        }
        for (CaseResult c : cases) {
            String row = row(
                    widths,
                    name(c),
                    c.key().engine(),
                    c.verdict().name(),
                    Plain.seconds(c.seconds()),
                    Tally.of(c.findings()).words());
            out.append(row.replaceFirst(
                    "  " + c.verdict().name(),
                    "  " + colours.verdict(c.verdict()).replace("$", "\\$")));
            told(c).forEach(line -> out.append(" ".repeat(INDENT)).append(line).append('\n'));
        }
        String word = outcome.verdict().name();
        String headline = Plain.line(outcome.headline());
        out.append(cases.isEmpty() ? "" : "\n")
                .append(
                        headline.startsWith(word)
                                ? colours.verdict(outcome.verdict()) + headline.substring(word.length())
                                : headline)
                .append("\nReport: ")
                .append(folder.resolve("index.html"))
                .append('\n');
        return out.toString();
    }

    private static String name(CaseResult c) {
        return (c.key().id() + " " + c.key().way()).strip();
    }

    private static String row(
            int[] widths, String name, String engine, String verdict, String seconds, String findings) {
        return String.format(
                "%-" + widths[0] + "s  %-" + widths[1] + "s  %-" + widths[2] + "s  %" + widths[3] + "s  %s\n",
                name,
                engine,
                verdict,
                seconds,
                findings);
    }

    private List<String> told(CaseResult c) {
        List<String> lines = new ArrayList<>(reason(c));
        Skipped.lines(c).forEach(line -> lines.addAll(wrapped(Plain.line(line), width - INDENT)));
        return lines;
    }

    /** At most two lines; whoever wants more is told where it is. */
    private List<String> reason(CaseResult c) {
        List<String> lines = wrapped(Plain.line(c.reason()), width - INDENT);
        if (lines.size() <= REASON_LINES) {
            return lines;
        }
        String pointer = "… (all of it in the report)";
        String last = lines.get(REASON_LINES - 1);
        List<String> cut = new ArrayList<>(lines.subList(0, REASON_LINES - 1));
        cut.add(last.substring(0, Math.min(last.length(), width - INDENT - pointer.length())) + pointer);
        return cut;
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int end = space > 0 ? space : width;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
        if (!rest.isEmpty()) {
            lines.add(rest);
        }
        return lines;
    }
}
