package org.upgradeharness.judge;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.upgradeharness.product.Version;

/**
 * A change of an API's answers that a release's own notes promise, or a field that says nothing about data. Read from the list
 * {@code apiChanges} of a product's YAML.
 *
 * @param kind what may be different
 * @param feature the feature whose entities are meant, or {@code *} for all
 * @param field the path of the field: names joined by dots, {@code *} for every key or list position
 * @param to the new path of a renamed field, or the value that a field now has; null otherwise
 * @param conversion how the value is converted; null unless the kind is {@code convert}
 * @param atMost how many entities may be added; null for any number
 * @param at the release that brought it, or null
 * @param always whether it holds for every pair and restart
 * @param reason why it is no fault
 */
public record ApiChange(
        @JsonProperty(required = true) Kind kind,
        @JsonProperty(required = true) String feature,
        String field,
        String to,
        Conversion conversion,
        Integer atMost,
        Version at,
        boolean always,
        @JsonProperty(required = true) String reason)
        implements Declared {
    /** What may be different. */
    public enum Kind {
        /** The value is volatile and not compared. */
        IGNORE,
        /** The field has another name and the same value. */
        RENAME,
        /** The order of a list is free. */
        SET,
        /** The value must be converted, in exactly this way. */
        CONVERT,
        /** The name is the slug of what it was, alone or after a prefix that ends with a separator. */
        NAMESPACED,
        /** The field may be gone, or told as null. */
        REMOVED,
        /** What was told as null or empty may be told now. */
        FILLED,
        /** Whatever it was, the value is exactly {@code to} where it is another. */
        BECOMES,
        /** Entities may be added. */
        ADDED
    }

    public ApiChange {
        Declared.check(at, always, reason);
        Declared.require((kind == Kind.ADDED) == (field == null), "\"field\" is required by every kind but added");
        Declared.require(
                (kind == Kind.RENAME || kind == Kind.BECOMES) == (to != null),
                "\"to\" belongs to the kinds rename and becomes, and to them alone");
        Declared.require(
                (kind == Kind.CONVERT) == (conversion != null),
                "\"conversion\" belongs to kind convert, and to it alone");
        Declared.require(kind == Kind.ADDED || atMost == null, "\"atMost\" belongs to kind added alone");
    }
}
