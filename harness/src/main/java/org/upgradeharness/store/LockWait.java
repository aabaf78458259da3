package org.upgradeharness.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.upgradeharness.config.BrokenEnvironment;

/**
 * A session of a PostgreSQL store that waits for a lock which other sessions hold.
 *
 * @param session its process on the server
 * @param seconds for how long its statement has run
 * @param statement what it wants to do, at most 120 characters
 * @param holders those that it waits for, each with its state and its last statement
 */
public record LockWait(int session, double seconds, String statement, List<String> holders) {
    private static final String WAITS = """
            SELECT w.pid, extract(epoch FROM clock_timestamp() - w.query_start), left(w.query, 120),
              array(SELECT 'session ' || b.pid || ' (' || coalesce(b.state, 'state unknown') || ', '
                      || coalesce(round(extract(epoch FROM clock_timestamp() - b.xact_start)) || ' s in its transaction, ', '')
                      || 'its last statement: ' || left(b.query, 120) || ')'
                    FROM pg_stat_activity b WHERE b.pid = ANY (pg_blocking_pids(w.pid)) ORDER BY b.pid)
            FROM pg_stat_activity w
            WHERE w.datname = current_database() AND w.wait_event_type = 'Lock' AND host(w.client_addr) = ?
            ORDER BY w.query_start LIMIT 1
            """;

    /**
     * The longest wait of a client; none where the engine is SQLite, which tells nobody who waits for whom.
     *
     * @param client the address from which the client connects, as the server sees it
     * @throws BrokenEnvironment if the server does not tell
     */
    public static Optional<LockWait> longest(StoreAddress address, String client) {
        if (address.engine() != Engine.POSTGRES) {
            return Optional.empty();
        }
        try (Connection c = Jdbc.connect(address);
                PreparedStatement s = c.prepareStatement(WAITS)) {
            s.setString(1, client);
            try (ResultSet r = s.executeQuery()) {
                return r.next()
                        ? Optional.of(new LockWait(
                                r.getInt(1),
                                r.getDouble(2),
                                r.getString(3).strip(),
                                Stream.of((Object[]) r.getArray(4).getArray())
                                        .map(Object::toString)
                                        .toList()))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new BrokenEnvironment(
                    "The server of " + address + " does not tell who waits for whom: " + e.getMessage(), e);
        }
    }

    /**
     * Ends the session. A server notices that a waiting client is gone only when the lock comes, and until then everybody else
     * queues behind it.
     */
    public void end(StoreAddress address) {
        Jdbc.executeAll(address, "SELECT pg_terminate_backend(" + session + ")");
    }

    /** In words. */
    public String words() {
        return "it waited " + Math.round(seconds) + " s for a lock, to do \"" + statement + "\", which is held by "
                + String.join(" and ", holders);
    }
}
