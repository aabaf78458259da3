package org.upgradeharness.store;

/**
 * What is compared as text: a view, trigger or function, who is granted what, and options of tables, columns, indexes and constraints
 * that somebody chose.
 *
 * @param form {@code view}, {@code trigger}, {@code index option} and so on
 * @param table the table, or view, that it hangs on and goes with; empty where it hangs on none
 * @param name its name, with the table's before it where that tells it from others of its form
 * @param text its definition with white space in normal form
 */
public record CodeObject(String form, String table, String name, String text) {
    /** What tells it from all others of a store. */
    public String id() {
        return form + " " + name;
    }
}
