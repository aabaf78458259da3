package org.upgradeharness.judge;

import java.text.Normalizer;
import java.util.HexFormat;

/**
 * Two values as people read them: at most 200 characters around the first difference, control characters spelled out, and
 * all code points beyond ASCII spelled out where the two would look equal.
 *
 * @param expected the old value
 * @param found the new value
 */
record Excerpt(String expected, String found) {
    private static final int WIDTH = 200;
    private static final int LEAD = 60;

    /** Shows two values; null is shown as NULL, all else in quotes. */
    static Excerpt of(Object old, Object now) {
        if (old == null || now == null) {
            return new Excerpt(show(old), show(now));
        }
        String a = Meaning.print(old);
        String b = Meaning.print(now);
        int first = 0;
        while (first < Math.min(a.length(), b.length()) && a.charAt(first) == b.charAt(first)) {
            first++;
        }
        boolean alike = looks(a).equals(looks(b));
        return new Excerpt(cut(a, first, alike), cut(b, first, alike));
    }

    /** One value on its own. */
    static String show(Object value) {
        return value == null ? "NULL" : cut(Meaning.print(value), 0, false);
    }

    private static String cut(String text, int first, boolean spellOut) {
        int start = text.length() <= WIDTH ? 0 : Math.max(0, Math.min(first - LEAD, text.length() - WIDTH));
        int end = Math.min(text.length(), start + WIDTH);
        if (start > 0 && Character.isLowSurrogate(text.charAt(start))) {
            start--;
        }
        if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
            end++;
        }
        StringBuilder out = new StringBuilder(start > 0 ? "…'" : "'");
        text.substring(start, end).codePoints().forEach(c -> append(out, c, spellOut));
        return out.append(end < text.length() ? "'… (" + text.length() + " characters)" : "'")
                .toString();
    }

    private static void append(StringBuilder out, int c, boolean spellOut) {
        boolean hidden = Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.SURROGATE
                || (Character.isSpaceChar(c) && c != ' ');
        if (hidden || spellOut && c > 0x7e) {
            out.append("<U+")
                    .append(HexFormat.of().withUpperCase().toHexDigits(c, c > 0xffff ? 6 : 4))
                    .append('>');
        } else {
            out.appendCodePoint(c);
        }
    }

    private static String looks(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[\\p{Cf}\\p{Cc}]", "")
                .replaceAll("\\p{Z}+", " ");
    }
}
