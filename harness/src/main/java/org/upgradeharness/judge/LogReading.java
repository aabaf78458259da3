package org.upgradeharness.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the errors in the lines of a log: error lines in plain, uvicorn and JSON form, and Python tracebacks as one entry each. */
final class LogReading {
    private static final Set<String> BAD = Set.of("ERROR", "CRITICAL", "FATAL");
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final Pattern LEVEL =
            Pattern.compile("(?:^|[\\s\\[|])(DEBUG|INFO|NOTICE|WARNING|WARN|ERROR|CRITICAL|FATAL)(?=[\\s\\]:|]|$)");
    private static final Pattern PLAIN = Pattern.compile("^\\S+[ T]\\S+ - (\\S+) - \\w+ - (.*)$");
    private static final Pattern EXCEPTION = Pattern.compile("^[\\s|+-]*([A-Za-z_][\\w.]*(?:: .*)?)$");
    private static final int LEVEL_WITHIN = 100;
    /** Lines that a message may have beside its first; what follows a longer one is not said in the finding. */
    private static final int MORE = 40;

    private final List<LogEntry> entries = new ArrayList<>();
    private LogEntry open;
    private int more;
    private boolean inTraceback;
    private boolean afterTraceback;
    private String exception = "";

    static List<LogEntry> errors(List<String> lines) {
        LogReading reading = new LogReading();
        lines.forEach(line -> reading.line(COLOUR.matcher(line).replaceAll("").stripTrailing()));
        reading.finish();
        return reading.entries;
    }

    private void line(String line) {
        boolean starts = line.contains("Traceback (most recent call last):") && !line.startsWith("{");
        if (starts) {
            if (!inTraceback
                    && !afterTraceback
                    && open == null
                    && !line.strip().startsWith("Traceback")
                    && level(line) != null) {
                plain(line.substring(0, line.indexOf("Traceback")).stripTrailing());
            }
            inTraceback = true;
            afterTraceback = false;
            return;
        }
        if (inTraceback) {
            traceback(line);
            return;
        }
        if (afterTraceback && level(line) == null && !line.startsWith("{")) {
            return; // more of the message, or the words between two chained tracebacks
        }
        if (open != null && more < MORE && level(line) == null && !line.startsWith("{")) {
            more++;
            open = new LogEntry(open.source(), open.text() + "\n" + line);
            return;
        }
        finish();
        if (line.startsWith("{")) {
            json(line);
        } else {
            plain(line);
        }
    }

    /** Frames are indented; the first line that is not is the exception. Groups draw their frames with bars. */
    private void traceback(String line) {
        boolean frame = line.isEmpty()
                || Character.isWhitespace(line.charAt(0))
                || line.startsWith("|")
                || line.startsWith("+");
        if (frame) {
            String bare = line.replaceFirst("^[\\s|+-]+", "");
            Matcher m = EXCEPTION.matcher(bare);
            if (line.contains("| ") && exception.isEmpty() && m.matches() && bare.contains("Group")) {
                exception = m.group(1);
            }
            if (!line.strip().startsWith("+----")) {
                return;
            }
        } else if (level(line) != null && PLAIN.matcher(line).matches()) {
            finish();
            plain(line);
            return;
        } else {
            exception = line.strip();
        }
        inTraceback = false;
        afterTraceback = true;
    }

    private void plain(String line) {
        String level = level(line);
        if (level == null || !BAD.contains(level)) {
            return;
        }
        Matcher m = PLAIN.matcher(line);
        if (m.matches()) {
            open = new LogEntry(m.group(1), m.group(2));
        } else {
            Matcher at = LEVEL.matcher(line);
            at.find();
            open = new LogEntry("", line.substring(at.end()).replaceFirst("^[\\]:|\\s-]+", ""));
        }
    }

    private void json(String line) {
        try {
            JsonNode node = JsonText.MAPPER.readTree(line);
            String level =
                    first(node, "level", "levelname", "severity", "log_level").toUpperCase(Locale.ROOT);
            if (BAD.contains(level)) {
                String last = exception(first(node, "exc_info", "exception", "traceback"));
                String message = first(node, "message", "msg", "event");
                if (message.startsWith("Traceback (most recent call last):")) {
                    message = chain(message); // its frames say nothing to who reads a finding
                }
                entries.add(new LogEntry(
                        first(node, "name", "logger", "component"), last.isEmpty() ? message : message + " → " + last));
            }
        } catch (JsonProcessingException e) {
            plain(line); // starts with a brace and is no JSON: a line like any other
        }
    }

    /** A traceback's exception, behind the one that it all began with: what fails last may be the tidying up alone. */
    private static String chain(String trace) {
        String last = exception(trace);
        String first = trace.lines()
                .skip(1)
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .findFirst()
                .orElse("");
        String said = first.substring(first.indexOf(": ") + 1).strip();
        return first.isEmpty() || last.contains(said) ? last : first + " → " + last;
    }

    /** A traceback's exception, by its first line, as in a log without JSON; of anything else the last line. */
    private static String exception(String trace) {
        List<String> lines = trace.strip().lines().toList();
        List<LogEntry> traced = lines.isEmpty() || !lines.get(0).startsWith("Traceback") ? List.of() : errors(lines);
        return traced.isEmpty()
                ? lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip()
                : traced.get(traced.size() - 1).text();
    }

    private void finish() {
        boolean traced = inTraceback || afterTraceback;
        if (open != null || traced) {
            String source = open == null ? "" : open.source();
            String end = traced ? exception.isEmpty() ? "a traceback that was cut" : exception : "";
            String text = open == null ? end : end.isEmpty() ? open.text() : open.text() + " → " + end;
            entries.add(new LogEntry(source, text));
        }
        open = null;
        more = 0;
        inTraceback = false;
        afterTraceback = false;
        exception = "";
    }

    private static String level(String line) {
        Matcher m = LEVEL.matcher(line);
        return m.find() && m.start() < LEVEL_WITHIN ? m.group(1) : null;
    }

    private static String first(JsonNode node, String... names) {
        for (String name : names) {
            if (node.hasNonNull(name)) {
                return node.get(name).asText();
            }
        }
        return "";
    }
}
