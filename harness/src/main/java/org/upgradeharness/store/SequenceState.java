package org.upgradeharness.store;

/**
 * A source of numbers and the column that it fills.
 *
 * @param name its name
 * @param table the table that it fills, empty where no column uses it
 * @param column the column that it fills, empty where none uses it
 * @param next the number that it would hand out next
 * @param max the greatest number in the column, or null where there is no row or no column
 */
public record SequenceState(String name, String table, String column, long next, Long max) {
    /** Whether the next insert would be refused as a duplicate. */
    public boolean behind() {
        return max != null && next <= max;
    }
}
