package org.upgradeharness.store;

/** What a column's values mean, whatever the engine calls the type. */
public enum Family {
    /** True or false; SQLite keeps 0 and 1. */
    BOOLEAN,
    /** A whole number. */
    INTEGER,
    /** An exact decimal number. */
    DECIMAL,
    /** A binary floating point number. */
    FLOAT,
    /** Characters, with or without a length limit. */
    TEXT,
    /** A JSON document, as text or binary. */
    JSON,
    /** Date and time without a zone. */
    TIMESTAMP,
    /** An instant. */
    TIMESTAMP_TZ,
    /** A date. */
    DATE,
    /** A time of day. */
    TIME,
    /** Bytes. */
    BYTES,
    /** A UUID type of the engine, not text that looks like one. */
    UUID,
    /** An enumerated type of the engine. */
    ENUM,
    /** Anything else; compared as the engine prints it. */
    OTHER;

    /** Whether values order as numbers. */
    public boolean numeric() {
        return this == INTEGER || this == DECIMAL || this == FLOAT;
    }
}
