package org.upgradeharness.judge;

/** What a value that may change must still look like. */
public enum Shape {
    /** A date and time, not NULL. */
    TIMESTAMP,
    /** JSON that still holds everything the old value held; lists may have grown anywhere. */
    JSON_SUPERSET,
    /** Anything but NULL. */
    ANY_NONNULL,
    /** Anything; for values that the release makes up anew. */
    ANY,
    /** The slug of the old value, alone or after a prefix that ends with a separator: a name that was put in a namespace. */
    NAMESPACED,
    /** One of the values listed under {@code values}. */
    ONE_OF,
    /**
     * The same JSON, in which the text fields named under {@code values} were encrypted: longer than before, and the old text
     * nowhere in them. That they can be decrypted is seen by using them, not here.
     */
    JSON_ENCRYPTED
}
