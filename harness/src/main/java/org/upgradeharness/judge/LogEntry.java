package org.upgradeharness.judge;

import java.util.regex.Pattern;

/**
 * An error in a log.
 *
 * @param source the logger's name, empty where the line has none
 * @param text what was logged, without time and level; of a traceback the line before it and its last line
 */
record LogEntry(String source, String text) {
    private static final Pattern UUID = Pattern.compile("\\b[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}\\b");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?");
    private static final Pattern HEX = Pattern.compile("\\b(?:0x[0-9a-fA-F]+|(?=[0-9a-fA-F]*\\d)[0-9a-fA-F]{8,})\\b");
    private static final Pattern DURATION =
            Pattern.compile("\\b\\d+(?:\\.\\d+)? ?(?:ms|us|ns|s|sec|seconds|minutes)\\b");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d+(?:\\.\\d+)*(?![\\w])");

    /** The text with everything that differs from run to run replaced by its kind. */
    String normal() {
        String out = TIME.matcher(text).replaceAll("<time>");
        out = UUID.matcher(out).replaceAll("<uuid>");
        out = HEX.matcher(out).replaceAll("<hex>");
        out = DURATION.matcher(out).replaceAll("<duration>");
        return NUMBER.matcher(out).replaceAll("<n>").replaceAll("\\s+", " ").strip();
    }
}
