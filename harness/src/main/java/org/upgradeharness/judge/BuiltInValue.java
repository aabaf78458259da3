package org.upgradeharness.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.upgradeharness.store.Column;
import org.upgradeharness.store.ColumnType;
import org.upgradeharness.store.Family;

/**
 * One value that each fresh installation has, beside that of another store. Lists of plain entries (what a role may do) are
 * compared without their order.
 *
 * @param column the column
 * @param fresh the value of a fresh installation
 * @param type the type in the other store
 * @param there the value there
 */
record BuiltInValue(Column column, Object fresh, ColumnType type, Object there) {
    private static final String NOTHING = "none of these";

    boolean same() {
        return Meaning.same(column.type(), fresh, type, there)
                || isList() && missing().isEmpty() && surplus().isEmpty();
    }

    /**
     * How bad it is.
     *
     * @param kept whether the old store had the column already: then its value was kept, as it should be, or its change is found there
     */
    Severity severity(boolean kept) {
        Family family = Meaning.common(column.type(), type);
        return isList() || !kept && family != Family.TEXT ? Severity.ERROR : Severity.WARNING;
    }

    /** The entries that are missing, or the whole value. */
    String expected() {
        if (!isList()) {
            return Excerpt.of(fresh, there).expected();
        }
        return missing().isEmpty() ? NOTHING : String.join(", ", missing());
    }

    /** The entries that are there beyond those of a fresh installation, or the whole value. */
    String found() {
        if (!isList()) {
            return Excerpt.of(fresh, there).found();
        }
        return surplus().isEmpty() ? NOTHING : String.join(", ", surplus());
    }

    private List<String> missing() {
        return missing(entries(fresh), entries(there));
    }

    private List<String> surplus() {
        return missing(entries(there), entries(fresh));
    }

    private boolean isList() {
        return entries(fresh) != null && entries(there) != null;
    }

    private static List<String> missing(List<String> wanted, List<String> present) {
        List<String> rest = new ArrayList<>(wanted);
        present.forEach(rest::remove);
        return rest;
    }

    /** The entries of a list of texts, numbers and switches; null for everything else. */
    private static List<String> entries(Object value) {
        if (value == null) {
            return null;
        }
        try {
            JsonNode node = JsonText.MAPPER.readTree(Meaning.print(value));
            if (!node.isArray()) {
                return null;
            }
            List<String> entries = new ArrayList<>();
            for (JsonNode entry : node) {
                if (entry.isContainerNode()) {
                    return null;
                }
                entries.add(entry.asText());
            }
            return entries;
        } catch (JsonProcessingException e) {
            return null; // what is no JSON is no list
        }
    }
}
