package org.upgradeharness.judge;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.upgradeharness.store.ColumnType;
import org.upgradeharness.store.Family;

/**
 * How the values of one old column are compared with those of the new store.
 *
 * @param name the old name
 * @param newName the new name
 * @param before position in the old row
 * @param after position in the new row
 * @param oldType the old type
 * @param newType the new type
 * @param rules the declared changes that may explain a difference
 * @param conversion the declared conversion, or null
 * @param keyMap old key to new key where the column refers to a table with another key, or null
 */
record ColumnPlan(
        String name,
        String newName,
        int before,
        int after,
        ColumnType oldType,
        ColumnType newType,
        List<AllowedChange> rules,
        Conversion conversion,
        Map<String, String> keyMap) {

    /** What the new store must hold, given the old value. */
    Object expected(Object old) {
        if (old == null || conversion == null && keyMap == null) {
            return old;
        }
        String text = Meaning.print(old);
        return keyMap == null ? conversion.apply(text) : keyMap.getOrDefault(text, text);
    }

    /** The family in which the expected and the found value are compared. */
    Family family() {
        if (conversion == Conversion.TAGS_TO_OBJECTS) {
            return Family.JSON;
        }
        boolean converted = conversion != null || keyMap != null;
        return converted && newType.family() != Family.JSON ? Family.TEXT : Meaning.common(oldType, newType);
    }

    boolean same(Object old, Object now) {
        if (conversion == null && keyMap == null) {
            return Meaning.same(oldType, old, newType, now);
        }
        return Objects.equals(Meaning.spell(family(), expected(old)), Meaning.spell(family(), now));
    }

    /** The one spelling of what is expected for an old value; equal to {@link #spellNew} where nothing changed. */
    String spellOld(Object old) {
        return Meaning.spell(family(), expected(old));
    }

    String spellNew(Object now) {
        return Meaning.spell(family(), now);
    }

    /** What stands for an old value in a digest of its row: equal to {@link #digestNew} exactly where both are the same. */
    String digestOld(Object old) {
        return digest(spellOld(old), expected(old));
    }

    String digestNew(Object now) {
        return digest(spellNew(now), now);
    }

    private String digest(String spelled, Object value) {
        boolean asStored = conversion == null && keyMap == null && oldType.equals(newType);
        return asStored && value != null ? Meaning.form(value) + " " + spelled : spelled;
    }
}
