package org.upgradeharness.judge;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of the data a report may show. Where values are hidden a finding still says which table, column and row: numbers and
 * UUIDs of a key stay, since without them nobody finds the row. What is not known to hold no data is hidden.
 *
 * @param values whether values are shown
 */
public record Showing(boolean values) {
    /** What stands in the place of a value. */
    static final String HIDDEN = "hidden";

    private static final Set<Kind> WITHOUT_DATA = EnumSet.of(
            Kind.SCHEMA_DIFFERENCE,
            Kind.VERSION_MISMATCH,
            Kind.SEQUENCE_BEHIND,
            Kind.ENDPOINT_WORSE,
            Kind.FEATURE_MISSING);
    private static final Set<Kind> PROSE = EnumSet.of(
            Kind.MIGRATION_FAILED, Kind.NOT_SERVING, Kind.LOG_ERROR, Kind.OUTAGE, Kind.WRITE_REFUSED, Kind.LOST_WRITE);
    private static final Set<String> OWN_WORDS = Set.of(
            "",
            "NULL",
            "no such row",
            "none",
            "a row, as in each fresh installation",
            "shown",
            "not shown",
            "no such entity",
            "an entity for each row",
            RowJudge.TABLE_GONE,
            RowJudge.COLUMN_GONE,
            "a time (declared: value-may-change)",
            "anything but NULL (declared: value-may-change)");
    private static final Pattern COUNT =
            Pattern.compile("\\d+ (rows|differences of this kind|more, all in the evidence)");
    private static final Pattern KEPT = Pattern.compile("(\\w+)=(\\d+|[0-9a-fA-F]{32}|[0-9a-fA-F-]{36})(, | \\(|$)");
    private static final Pattern LOST_ROW = Pattern.compile("(row lost from \\S+: )(.*)", Pattern.DOTALL);
    private static final Pattern QUOTED =
            Pattern.compile("\"(?!/)[^\"]*\"|(?<!\\w)'[^']*'|\\([^()]*\\)|[\\w.+-]+@[\\w.-]+");

    /** A finding as it may be shown. */
    public Finding finding(Finding f) {
        if (values || WITHOUT_DATA.contains(f.kind())) {
            return f;
        }
        boolean prose = PROSE.contains(f.kind());
        return new Finding(
                f.severity(),
                f.kind(),
                f.object(),
                prose ? line(f.key()) : key(f.key()),
                prose ? line(f.expected()) : value(f.expected()),
                prose ? line(f.found()) : value(f.found()),
                group(f.group()),
                f.step(),
                f.known());
    }

    /** A line of a log as it may be shown: without what stands in quotes, and without addresses of people. */
    public String line(String line) {
        return values ? line : QUOTED.matcher(line).replaceAll("\"" + HIDDEN + "\"");
    }

    /** Lines of a log as they may be shown. */
    public List<String> lines(List<String> lines) {
        return values ? lines : lines.stream().map(this::line).toList();
    }

    private static String value(String text) {
        return OWN_WORDS.contains(text) || COUNT.matcher(text).matches()
                ? text
                : HIDDEN + " (" + text.length() + " characters)";
    }

    private static String key(String text) {
        if (text.isEmpty()) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        Matcher pair = KEPT.matcher(text);
        int at = 0;
        while (pair.find(at) && pair.start() == at) {
            kept.append(pair.group(1)).append('=').append(pair.group(2));
            at = pair.end();
            if (pair.group(3).startsWith(" ")) {
                return kept.append(" (" + HIDDEN + ")").toString();
            }
            if (at == text.length()) {
                return kept.append(pair.group(3).isEmpty() ? "" : ", " + HIDDEN).toString();
            }
            kept.append(", ");
        }
        return kept.append(HIDDEN).toString();
    }

    private String group(String text) {
        Matcher row = LOST_ROW.matcher(text);
        return row.matches() ? row.group(1) + key(row.group(2)) : line(text);
    }
}
