package org.upgradeharness.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Text as it may stand in any file or on a terminal: what cannot be seen, or is no XML, is spelled out. */
final class Plain {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Plain() {}

    /** Control characters, lone surrogates and marks which turn the direction of writing become {@code \}{@code u001b}. */
    static String text(String raw) {
        StringBuilder plain = new StringBuilder(raw.length());
        raw.codePoints().forEach(c -> {
            if (hidden(c)) {
                plain.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }

    private static boolean hidden(int c) {
        boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
        boolean turns = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
        boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
        return control || turns || surrogate || (c & 0xFFFE) == 0xFFFE;
    }

    /** The same on one line. */
    static String line(String raw) {
        return text(raw).replaceAll("\\s+", " ").strip();
    }

    /** At most that many characters, and a mark if more were there. */
    static String cut(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, Math.max(0, most - 1))) + "…";
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f", seconds);
    }

    static String clock(Instant at) {
        return CLOCK.format(at);
    }

    static String day(Instant at) {
        return DAY.format(at);
    }

    static String plural(long count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }
}
