package org.upgradeharness.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What only the text of CREATE TABLE tells on SQLite: the check constraints, and names of constraints. */
final class SqliteTableText {
    private static final Pattern CHECK = Pattern.compile(
            "(?:\\bconstraint\\s+(\"[^\"]+\"|`[^`]+`|\\[[^\\]]+\\]|\\w+)\\s+)?\\bcheck\\s*\\(",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern UNIQUE = Pattern.compile(
            "^\\s*constraint\\s+(\"[^\"]+\"|`[^`]+`|\\[[^\\]]+\\]|\\w+)\\s+unique\\s*\\(", Pattern.CASE_INSENSITIVE);

    private static final Pattern OPTION = Pattern.compile(
            "\\bcollate\\s+(?!binary\\b)\\S+|\\b(?:not\\s+)?deferrable\\b(?:\\s+initially\\s+\\w+)?|\\bon\\s+conflict\\s+\\w+|\\bautoincrement\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern GENERATED =
            Pattern.compile("\\b(?:generated\\s+always\\s+)?as\\s*\\(", Pattern.CASE_INSENSITIVE);
    private static final Pattern OF_TABLE =
            Pattern.compile("^\\s*(?:constraint|foreign|primary|unique|check)\\b", Pattern.CASE_INSENSITIVE);

    private final List<String> parts;
    private final String end;

    SqliteTableText(String createTable) {
        String sql = SqlText.withoutComments(createTable == null ? "" : createTable);
        int open = sql.indexOf('(');
        end = open < 0 ? "" : sql.substring(Math.min(SqlText.closing(sql, open) + 1, sql.length()));
        parts = open < 0 ? List.of() : SqlText.splitTop(sql.substring(open + 1, SqlText.closing(sql, open)));
    }

    /** Every check constraint of the table and of its columns. */
    List<Check> checks() {
        List<Check> found = new ArrayList<>();
        for (String part : parts) {
            String blind = withoutText(part);
            Matcher m = CHECK.matcher(blind);
            int from = 0;
            while (m.find(from)) {
                int open = m.end() - 1;
                int close = SqlText.closing(part, open);
                String name = m.group(1) == null ? "" : unquoted(part.substring(m.start(1), m.end(1)));
                found.add(new Check(
                        name, SqlText.expression(part.substring(open + 1, Math.min(close, part.length())))));
                from = Math.min(close, part.length());
            }
        }
        return found;
    }

    /** The name given to the unique constraint over these columns, or empty. */
    String uniqueName(List<String> columns) {
        for (String part : parts) {
            Matcher m = UNIQUE.matcher(part);
            if (m.find()) {
                int open = m.end() - 1;
                List<String> named = SqlText.splitTop(part.substring(open + 1, SqlText.closing(part, open))).stream()
                        .map(SqliteTableText::unquoted)
                        .toList();
                if (named.equals(columns)) {
                    return unquoted(m.group(1));
                }
            }
        }
        return "";
    }

    /** What the PRAGMAs do not tell: options of the table, of its columns and of its constraints; none where nobody chose any. */
    List<CodeObject> options(String table) {
        List<CodeObject> options = new ArrayList<>();
        String ofTable = SqlText.expression(end);
        if (!ofTable.isEmpty()) {
            options.add(new CodeObject("table option", table, table, ofTable));
        }
        for (String part : parts) {
            List<String> chosen = chosen(part);
            if (!chosen.isEmpty()) {
                boolean constraint = OF_TABLE.matcher(part).find();
                options.add(new CodeObject(
                        constraint ? "constraint option" : "column option",
                        table,
                        constraint ? table + " " + bare(part) : table + "." + firstWord(part),
                        String.join(", ", chosen)));
            }
        }
        return options;
    }

    /** The options in the text of a column, of a constraint or of an index. */
    static List<String> chosen(String part) {
        List<String> chosen = new ArrayList<>();
        String blind = withoutText(part);
        Matcher option = OPTION.matcher(blind);
        while (option.find()) {
            chosen.add(SqlText.expression(part.substring(option.start(), option.end())));
        }
        Matcher generated = GENERATED.matcher(blind);
        if (generated.find()) {
            int close = SqlText.closing(part, generated.end() - 1);
            chosen.add("as "
                    + SqlText.expression(part.substring(generated.end() - 1, Math.min(close + 1, part.length()))));
        }
        return chosen;
    }

    /** The text of a constraint without its name and its options. */
    private static String bare(String part) {
        String unnamed = part.replaceFirst("(?i)^\\s*constraint\\s+(\"[^\"]+\"|`[^`]+`|\\[[^\\]]+\\]|\\w+)\\s+", "");
        return SqlText.expression(OPTION.matcher(unnamed).replaceAll(""));
    }

    private static String firstWord(String part) {
        String text = part.strip();
        int end = "\"`[".indexOf(text.charAt(0)) >= 0 ? SqlText.endOfQuote(text, 0) : text.split("\\s", 2)[0].length();
        return unquoted(text.substring(0, end));
    }

    /** The same text with everything in single quotes blanked, so that words in it are not taken for SQL. */
    private static String withoutText(String part) {
        StringBuilder out = new StringBuilder(part);
        for (int i = 0; i < part.length(); i++) {
            if (part.charAt(i) == '\'') {
                int end = SqlText.endOfQuote(part, i);
                for (int k = i; k < end; k++) {
                    out.setCharAt(k, '_');
                }
                i = end - 1;
            }
        }
        return out.toString();
    }

    private static String unquoted(String name) {
        String text = name.strip();
        boolean quoted = text.length() > 1 && "\"`[".indexOf(text.charAt(0)) >= 0;
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** Whether the text says AUTOINCREMENT. */
    boolean autoincrement() {
        return parts.stream()
                .anyMatch(p -> withoutText(p).toLowerCase(Locale.ROOT).contains("autoincrement"));
    }
}
