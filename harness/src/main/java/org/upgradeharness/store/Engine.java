package org.upgradeharness.store;

import java.util.Locale;

/** A kind of database that the gateway runs on. */
public enum Engine {
    /** A PostgreSQL server in a container. */
    POSTGRES,
    /** A SQLite file on the host, mounted into the gateway's container. */
    SQLITE;

    /** The spelling used on the command line, in reports and in YAML. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
