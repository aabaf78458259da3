package org.upgradeharness.store;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the rows of a table come to, share by share: rows fall into {@link #COUNT} shares by the hash of their key, and each share
 * has a digest of the text that the server prints of its rows. Two shares with the same digest hold the same rows; that two others
 * have it by accident is as likely as a collision of 128 bits.
 *
 * @param shares what each share comes to that has a row, by its number
 */
public record RowShares(Map<Integer, Share> shares) {
    /** Into how many shares rows fall. */
    public static final int COUNT = 256;

    /** Copies what it is given. */
    public RowShares {
        shares = Map.copyOf(shares);
    }

    /**
     * What one share comes to.
     *
     * @param rows how many rows it has
     * @param digest the sums of their hashes
     */
    public record Share(long rows, String digest) {}

    /** PostgreSQL's number of the share of a row. */
    static String number(List<String> quotedKeys) {
        String key = quotedKeys.stream().map(k -> k + "::text").collect(Collectors.joining(", "));
        return "(hashtextextended(ROW(" + key + ")::text, 0) & " + (COUNT - 1) + ")::int";
    }

    /** PostgreSQL's question for all shares of a table. */
    static String question(String table, List<String> quotedKeys, List<String> quotedColumns) {
        return "SELECT share, count(*), sum(hashtextextended(line, 1)) || ' ' || sum(hashtextextended(line, 2)) FROM (SELECT "
                + number(quotedKeys) + " AS share, ROW(" + String.join(", ", quotedColumns) + ")::text AS line FROM "
                + table
                + " OFFSET 0) lines GROUP BY share";
    }
}
