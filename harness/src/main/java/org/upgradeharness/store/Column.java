package org.upgradeharness.store;

/**
 * One column of a table.
 *
 * @param name its name as stored
 * @param type its type in one spelling per meaning
 * @param nullable whether it accepts NULL
 * @param defaultText the default in normal form, empty where there is none; a value drawn from a sequence is in {@code generated}
 * @param generated how the store fills it by itself: {@code sequence}, {@code identity}, {@code rowid}, {@code as EXPRESSION},
 *     or empty
 */
public record Column(String name, ColumnType type, boolean nullable, String defaultText, String generated) {
    /** Whether an insert that does not name the column can still succeed. */
    public boolean fillsItself() {
        return nullable || !defaultText.isEmpty() || !generated.isEmpty();
    }
}
