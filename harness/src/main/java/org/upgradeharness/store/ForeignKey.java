package org.upgradeharness.store;

import java.util.List;

/**
 * A foreign key; two are the same when all but the name agree.
 *
 * @param name the constraint's name, empty where it has none
 * @param columns the referring columns
 * @param target the table referred to
 * @param targetColumns its columns, in the order of {@code columns}
 * @param onDelete {@code no action}, {@code restrict}, {@code cascade}, {@code set null} or {@code set default}
 * @param onUpdate likewise
 */
public record ForeignKey(
        String name,
        List<String> columns,
        String target,
        List<String> targetColumns,
        String onDelete,
        String onUpdate) {
    public ForeignKey {
        columns = List.copyOf(columns);
        targetColumns = List.copyOf(targetColumns);
    }

    /** What it ties to what, without its name and actions. */
    public String link() {
        return "(" + String.join(", ", columns) + ") -> " + target + " (" + String.join(", ", targetColumns) + ")";
    }
}
