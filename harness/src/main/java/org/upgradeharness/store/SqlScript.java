package org.upgradeharness.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a script into statements at semicolons that stand outside of quotes, comments, dollar quotes and the body of a
 * trigger ({@code BEGIN … END}).
 */
public final class SqlScript {
    private final String text;
    private final List<String> statements = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private int at;

    private SqlScript(String text) {
        this.text = text;
    }

    /** The statements, without the semicolons and comments between them; none where there is nothing to run. */
    public static List<String> statements(String text) {
        SqlScript script = new SqlScript(text);
        script.split();
        return script.statements;
    }

    private void split() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\'' || c == '"') {
                copyTo(closingQuote(c));
            } else if (text.startsWith("--", at)) {
                at = lineEnd();
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
                current.append(' ');
            } else if (c == '$' && dollarTag() != null) {
                String tag = dollarTag();
                int end = text.indexOf(tag, at + tag.length());
                copyTo(end < 0 ? text.length() : end + tag.length());
            } else if (c == ';' && !insideTrigger()) {
                at++;
                end();
            } else {
                current.append(c);
                at++;
            }
        }
        end();
    }

    private void copyTo(int end) {
        current.append(text, at, end);
        at = end;
    }

    private int closingQuote(char quote) {
        boolean escapes = quote == '\'' && afterEscapeSign();
        int i = at + 1;
        while (i < text.length() && text.charAt(i) != quote) {
            i += escapes && text.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i + 1, text.length());
    }

    /** PostgreSQL's {@code E'it\'s'}. */
    private boolean afterEscapeSign() {
        boolean sign = at > 0 && Character.toUpperCase(text.charAt(at - 1)) == 'E';
        return sign && (at == 1 || !Character.isJavaIdentifierPart(text.charAt(at - 2)));
    }

    private int lineEnd() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private String dollarTag() {
        int i = at + 1;
        while (i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_')) {
            i++;
        }
        boolean closed = i < text.length() && text.charAt(i) == '$';
        boolean numbered = i > at + 1 && Character.isDigit(text.charAt(at + 1));
        return closed && !numbered ? text.substring(at, i + 1) : null;
    }

    private boolean insideTrigger() {
        String upper = current.toString().strip().toUpperCase(java.util.Locale.ROOT);
        return upper.matches("(?s)CREATE\\s+(TEMP\\s+|TEMPORARY\\s+)?TRIGGER\\b.*\\bBEGIN\\b.*")
                && !upper.matches("(?s).*;\\s*END");
    }

    private void end() {
        String statement = current.toString().strip();
        if (!statement.isEmpty()) {
            statements.add(statement);
        }
        current.setLength(0);
    }
}
