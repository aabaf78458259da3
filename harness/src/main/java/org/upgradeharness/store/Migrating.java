package org.upgradeharness.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.upgradeharness.config.BrokenEnvironment;

/** Who migrates a PostgreSQL store at this moment, as its locks tell. */
public final class Migrating {
    private static final String HOLDER = """
            SELECT host(a.client_addr) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
            WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.client_addr IS NOT NULL
              AND l.granted AND (l.locktype = 'advisory' OR l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock')
            ORDER BY l.locktype = 'advisory' DESC LIMIT 1
            """;

    private Migrating() {}

    /**
     * The address of the client that holds a lock which only one can hold: an advisory one, else one that shuts a table.
     *
     * @throws BrokenEnvironment if the server does not tell
     */
    public static Optional<String> client(StoreAddress address) {
        try (Connection c = Jdbc.connect(address);
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery(HOLDER)) {
            return r.next() ? Optional.of(r.getString(1)) : Optional.empty();
        } catch (SQLException e) {
            throw new BrokenEnvironment(
                    "The server of " + address + " does not tell who migrates: " + e.getMessage(), e);
        }
    }
}
