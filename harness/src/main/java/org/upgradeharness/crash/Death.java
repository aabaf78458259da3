package org.upgradeharness.crash;

import java.util.List;
import java.util.stream.Stream;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.store.Engine;

/** How a migration ends before it is done, other than by a signal to its process alone. */
public enum Death {
    /** The server ends its session. */
    CONNECTION_CUT("its connection was cut", "A file of SQLite has no connection that could be cut."),
    /** A process of the server is killed: all sessions end, and the server recovers from its log. */
    DATABASE_CRASHED("the database server crashed", "SQLite has no server that could crash."),
    /** The new release migrates by its own start, and its container is stopped with one second of grace. */
    GATEWAY_STOPPED("the gateway that migrated was stopped", ""),
    /** The store stands where there is not enough room for what the migration writes. */
    DISK_FULL(
            "its disk was full",
            "",
            "The disk of PostgreSQL is its server's, and a full one stops the server: not tried here.");

    private final String words;
    private final String notOnSqlite;
    private final String notOnPostgres;

    Death(String words, String notOnSqlite) {
        this(words, notOnSqlite, "");
    }

    Death(String words, String notOnSqlite, String notOnPostgres) {
        this.words = words;
        this.notOnSqlite = notOnSqlite;
        this.notOnPostgres = notOnPostgres;
    }

    /**
     * The one of these words.
     *
     * @throws UsageError if there is none
     */
    public static Death of(String words) {
        return Stream.of(values())
                .filter(d -> d.words.equals(words))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> allowed = Stream.of(values()).map(Death::words).toList();
                    return new UsageError("\"" + words + "\" is no way in which a migration breaks off: allowed are "
                            + allowed + ".");
                });
    }

    /** As a feature says it. */
    public String words() {
        return words;
    }

    /** Why it cannot happen on an engine, or empty. */
    public String notOn(Engine engine) {
        return engine == Engine.SQLITE ? notOnSqlite : notOnPostgres;
    }
}
