package org.upgradeharness.store;

import java.util.List;

/**
 * An index or unique constraint other than the primary key's. A unique constraint and a unique index refuse the same rows,
 * so that both are of this one form.
 *
 * @param name its name, empty where the engine made one up
 * @param columns columns or expressions in order, in normal form
 * @param predicate the condition of a partial index in normal form, or empty
 * @param unique whether it refuses duplicates
 * @param constraint whether it was declared as a constraint
 * @param valid false for an index that a failed concurrent build left behind
 */
public record Index(
        String name, List<String> columns, String predicate, boolean unique, boolean constraint, boolean valid) {
    public Index {
        columns = List.copyOf(columns);
    }

    /** What it covers, without its name. */
    public String cover() {
        return "(" + String.join(", ", columns) + ")" + (predicate.isEmpty() ? "" : " where " + predicate);
    }
}
