package org.upgradeharness.judge;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.upgradeharness.store.ColumnType;
import org.upgradeharness.store.Family;

/** What a stored value means, in one spelling, so that two values are equal when their spellings are. */
final class Meaning {
    private static final Pattern TIME = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)(?:[ T](\\d\\d:\\d\\d)(:\\d\\d(?:\\.\\d{1,9})?)?)?\\s*(Z|[+-]\\d\\d(?::?\\d\\d(?::?\\d\\d)?)?)?");

    private Meaning() {}

    /** The family in which values of the two types are compared. */
    static Family common(ColumnType a, ColumnType b) {
        Family x = a.family();
        Family y = b.family();
        if (x == y) {
            return x;
        }
        if (x == Family.JSON || y == Family.JSON) {
            return Family.JSON;
        }
        if (x.numeric() && y.numeric()) {
            return Family.DECIMAL;
        }
        if (x == Family.BOOLEAN && y.numeric() || y == Family.BOOLEAN && x.numeric()) {
            return Family.BOOLEAN;
        }
        if (isTime(x) && isTime(y)) {
            return Family.TIMESTAMP_TZ;
        }
        if (isTime(x) || isTime(y)) {
            return isTime(x) ? x : y;
        }
        return x == Family.UUID || y == Family.UUID ? Family.UUID : Family.TEXT;
    }

    /** Whether two values mean the same; equal values of one type always do. */
    static boolean same(ColumnType a, Object old, ColumnType b, Object now) {
        if (old == null || now == null) {
            return old == now;
        }
        if (a.equals(b) && (Objects.deepEquals(old, now) || !form(old).equals(form(now)))) {
            return Objects.deepEquals(old, now);
        }
        Family family = common(a, b);
        return spell(family, old).equals(spell(family, now));
    }

    /**
     * In which form a value is stored, where a store lets one column hold several: SQLite compares what is stored, so that
     * {@code enabled = 0} does not find the text {@code 'false'}.
     */
    static String form(Object value) {
        if (value instanceof Number) {
            return "number";
        }
        return value instanceof byte[] ? "bytes" : "text";
    }

    /** The value's one spelling in the family; null stays null. */
    static String spell(Family family, Object value) {
        if (value == null) {
            return null;
        }
        String text = print(value);
        return switch (family) {
            case BOOLEAN -> bool(text);
            case INTEGER, DECIMAL -> number(text);
            case FLOAT -> floating(text);
            case JSON -> JsonText.canonical(text);
            case TIMESTAMP -> time(text, false);
            case TIMESTAMP_TZ -> time(text, true);
            case UUID -> text.toLowerCase(Locale.ROOT);
            default -> text;
        };
    }

    /** The value as text, bytes as hex. */
    static String print(Object value) {
        if (value instanceof byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
        return String.valueOf(value);
    }

    /** The instant or local time in the text, in UTC; null where it is none. */
    static LocalDateTime timeOf(Object value) {
        Matcher m = value == null ? null : TIME.matcher(print(value).strip());
        return m != null && m.matches() ? parse(m) : null;
    }

    /** Whether values are points in time. */
    static boolean isTime(Family family) {
        return family == Family.TIMESTAMP || family == Family.TIMESTAMP_TZ || family == Family.DATE;
    }

    private static String time(String text, boolean instant) {
        Matcher m = TIME.matcher(text.strip());
        LocalDateTime time = m.matches() ? parse(m) : null;
        if (time == null) {
            return text;
        }
        return instant || m.group(4) == null ? time.toString() : time + " from offset " + m.group(4);
    }

    private static LocalDateTime parse(Matcher m) {
        try {
            LocalDateTime local = LocalDateTime.parse(m.group(1) + "T" + Objects.requireNonNullElse(m.group(2), "00:00")
                    + Objects.requireNonNullElse(m.group(3), ""));
            return m.group(4) == null
                    ? local
                    : local.atOffset(ZoneOffset.of(m.group(4)))
                            .withOffsetSameInstant(ZoneOffset.UTC)
                            .toLocalDateTime();
        } catch (DateTimeException e) {
            return null; // looks like a time and is none, as the 31st of February
        }
    }

    private static String bool(String text) {
        return switch (text) {
            case "t", "true", "1" -> "true";
            case "f", "false", "0" -> "false";
            default -> text;
        };
    }

    private static String number(String text) {
        try {
            return JsonText.number(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return text; // NaN on PostgreSQL, text in a number column on SQLite
        }
    }

    private static String floating(String text) {
        try {
            return Double.toString(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
