package org.upgradeharness.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pieces of SQL text brought into one form: case, white space, quotes, outer parentheses and casts do not matter. */
final class SqlText {
    private static final Pattern OUTSIDE_SPACE = Pattern.compile("'(?:[^']|'')*'| ?(<>|<=|>=|!=|[(),\\[\\]=<>]) ?");
    private static final Pattern SINGLE_NAME = Pattern.compile("(?<![\\w'])\\((\\w+|'(?:[^']|'')*')\\)|'(?:[^']|'')*'");
    private static final Pattern CAST = Pattern.compile(
            "^(character varying|double precision|(?:timestamp|time)(?:\\(\\d+\\))? with(?:out)? time zone|\"[^\"]+\"|[a-zA-Z_][\\w.]*)"
                    + "(\\(\\d+(?:,\\d+)?\\))?(\\[\\])*");

    private SqlText() {}

    /** An expression in normal form; what stands in single quotes is kept as it is. */
    static String expression(String sql) {
        if (sql == null) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < sql.length(); ) {
            char c = sql.charAt(i);
            if (c == '\'') {
                int end = endOfQuote(sql, i);
                out.append(sql, i, end);
                i = end;
            } else if (c == '"' || c == '`' || c == '[' && !afterWord(out)) {
                int end = endOfQuote(sql, i);
                out.append(sql.substring(i + 1, end - 1).toLowerCase(Locale.ROOT));
                i = end;
            } else if (Character.isWhitespace(c)) {
                if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
                    out.append(' ');
                }
                i++;
            } else if (c == ':' && sql.startsWith("::", i)) {
                i = endOfCast(sql, i + 2);
            } else {
                out.append(Character.toLowerCase(c));
                i++;
            }
        }
        return withoutOuterParentheses(withoutNeedlessParentheses(tight(out.toString())));
    }

    /** No white space around parentheses, commas and signs of comparison, outside quotes. */
    private static String tight(String text) {
        return OUTSIDE_SPACE
                .matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(
                        m.group(1) == null
                                ? m.group()
                                : m.group(1).length() == 1 && "(),[]".contains(m.group(1))
                                        ? m.group(1)
                                        : " " + m.group(1) + " "))
                .strip();
    }

    /**
     * PostgreSQL puts parentheses around what it casts, and other ones after a restore: {@code (name)} is {@code name},
     * {@code ('text')} is {@code 'text'}, {@code any((…))} is {@code any(…)}.
     */
    private static String withoutNeedlessParentheses(String text) {
        String out = SINGLE_NAME
                .matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(m.group(1) == null ? m.group() : m.group(1)));
        for (int i = 0; i + 1 < out.length(); ) {
            if (out.charAt(i) == '\'') {
                i = endOfQuote(out, i);
            } else if (out.startsWith("((", i) && closing(out, i) == closing(out, i + 1) + 1) {
                int close = closing(out, i);
                out = out.substring(0, i)
                        + out.substring(i + 1, close)
                        + out.substring(Math.min(close + 1, out.length()));
            } else {
                i++;
            }
        }
        return out;
    }

    private static boolean afterWord(CharSequence out) {
        return out.length() > 0 && Character.isLetterOrDigit(out.charAt(out.length() - 1));
    }

    /** A default in normal form. */
    static String defaultValue(String sql) {
        String text = expression(sql);
        return switch (text) {
            case "current_timestamp", "now()" -> "now()";
            case "null" -> "";
            default -> text;
        };
    }

    static String withoutOuterParentheses(String text) {
        String inner = text;
        while (inner.startsWith("(") && closing(inner, 0) == inner.length() - 1) {
            inner = inner.substring(1, inner.length() - 1).strip();
        }
        return inner;
    }

    /** The position of the parenthesis that closes the one at {@code open}, or the text's length where none does. */
    static int closing(String sql, int open) {
        int depth = 0;
        for (int i = open; i < sql.length(); ) {
            char c = sql.charAt(i);
            if (c == '\'' || c == '"' || c == '`' || c == '[') {
                i = endOfQuote(sql, i);
                continue;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
            i++;
        }
        return sql.length();
    }

    /** The position after a quoted piece; a doubled quote is a part of it. */
    static int endOfQuote(String sql, int start) {
        char close = sql.charAt(start) == '[' ? ']' : sql.charAt(start);
        for (int i = start + 1; i < sql.length(); i++) {
            if (sql.charAt(i) == close) {
                if (close != ']' && i + 1 < sql.length() && sql.charAt(i + 1) == close) {
                    i++;
                } else {
                    return i + 1;
                }
            }
        }
        return sql.length();
    }

    /** Splits at commas that stand in no parentheses and no quotes. */
    static List<String> splitTop(String sql) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < sql.length(); ) {
            char c = sql.charAt(i);
            if (c == '\'' || c == '"' || c == '`' || c == '[') {
                i = endOfQuote(sql, i);
                continue;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(sql.substring(start, i));
                start = i + 1;
            }
            i++;
        }
        parts.add(sql.substring(start));
        return parts;
    }

    /** SQL without its comments, which may hold quotes and parentheses that mean nothing. */
    static String withoutComments(String sql) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < sql.length(); ) {
            char c = sql.charAt(i);
            if (c == '\'' || c == '"' || c == '`' || c == '[') {
                int end = endOfQuote(sql, i);
                out.append(sql, i, end);
                i = end;
            } else if (sql.startsWith("--", i)) {
                int end = sql.indexOf('\n', i);
                i = end < 0 ? sql.length() : end;
            } else if (sql.startsWith("/*", i)) {
                int end = sql.indexOf("*/", i + 2);
                i = end < 0 ? sql.length() : end + 2;
            } else {
                out.append(c);
                i++;
            }
        }
        return out.toString();
    }

    /** The position after {@code type}, {@code type(n)}, {@code type[]} or {@code character varying(n)[]}. */
    private static int endOfCast(String sql, int start) {
        String rest = sql.substring(start);
        Matcher m = CAST.matcher(rest);
        return m.find() ? start + m.end() : start;
    }
}
