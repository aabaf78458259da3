package org.upgradeharness.store;

import java.math.BigDecimal;
import java.util.List;

/**
 * A column to order rows by.
 *
 * @param column its name
 * @param order how its values are ordered
 */
public record KeyColumn(String column, Order order) {
    /** How values are ordered; NULL comes first in both. */
    public enum Order {
        /** By value. */
        NUMBER,
        /** By the bytes of the UTF-8 text. */
        TEXT
    }

    /** Orders two keys exactly as both engines order the rows of a {@link RowCursor}. */
    public static int compare(List<Object> a, List<Object> b) {
        for (int i = 0; i < a.size(); i++) {
            int c = compare(a.get(i), b.get(i));
            if (c != 0) {
                return c;
            }
        }
        return 0;
    }

    private static int compare(Object a, Object b) {
        if (a == null || b == null) {
            return a == b ? 0 : a == null ? -1 : 1;
        }
        if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
            return x.compareTo(y);
        }
        if (a instanceof String x && b instanceof String y) {
            return compareUtf8(x, y);
        }
        return a instanceof BigDecimal ? -1 : 1;
    }

    /** In UTF-8 a supplementary character comes after all others; in UTF-16 its surrogates do not. */
    private static int compareUtf8(String a, String b) {
        int n = Math.min(a.length(), b.length());
        for (int i = 0; i < n; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean high = Character.isSurrogate(x);
                return high == Character.isSurrogate(y) ? Character.compare(x, y) : high ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
