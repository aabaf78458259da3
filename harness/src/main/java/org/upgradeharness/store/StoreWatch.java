package org.upgradeharness.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.upgradeharness.config.BrokenEnvironment;

/**
 * Watches a store while something else works on it: how much room it takes, and which lock that others must wait for is held
 * longest. It looks ten times a second, so that what is shorter may be missed. SQLite locks its whole file and tells
 * nobody: only a transaction that keeps a rollback journal beside the file is seen.
 */
public final class StoreWatch implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final int PERIOD_MILLIS = 100;
    private static final String SIZE = "SELECT pg_database_size(current_database())";
    private static final String LOCKS = """
            SELECT l.pid, c.relname, l.mode FROM pg_locks l
            JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
            JOIN pg_class c ON c.oid = l.relation AND c.relkind IN ('r', 'p')
            JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
            WHERE l.granted AND l.pid <> pg_backend_pid()
            AND l.mode IN ('AccessExclusiveLock', 'ExclusiveLock', 'ShareRowExclusiveLock', 'ShareLock')
            """;

    private final StoreAddress address;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private final Map<String, Long> since = new HashMap<>();
    private volatile Seen seen = new Seen(0, 0, "", 0);
    private volatile Exception trouble;

    /**
     * What was seen.
     *
     * @param peakBytes the most room that the store took
     * @param lockSeconds how long the longest lock was held
     * @param lock which one: its table and mode, or empty if none was seen
     * @param looks how often was looked
     */
    public record Seen(long peakBytes, double lockSeconds, String lock, int looks) {
        private Seen with(long bytes) {
            return new Seen(Math.max(peakBytes, bytes), lockSeconds, lock, looks + 1);
        }

        private Seen with(double seconds, String held) {
            return seconds > lockSeconds ? new Seen(peakBytes, seconds, held, looks) : this;
        }
    }

    private StoreWatch(StoreAddress address) {
        this.address = address;
        this.thread = new Thread(this::run, "store-watch");
        thread.setDaemon(true);
    }

    /** Begins to watch. */
    public static StoreWatch start(StoreAddress address) {
        StoreWatch watch = new StoreWatch(address);
        watch.thread.start();
        return watch;
    }

    /**
     * Stops watching.
     *
     * @throws BrokenEnvironment if the store could not be watched
     */
    public Seen end() {
        close();
        if (trouble != null || seen.looks() == 0) {
            throw new BrokenEnvironment(
                    "The store " + address + " could not be watched"
                            + (trouble == null ? "." : ": " + trouble.getMessage()),
                    trouble);
        }
        return seen;
    }

    /** How often was looked so far. */
    int looks() {
        return seen.looks();
    }

    private void run() {
        try {
            if (address.engine() == Engine.POSTGRES) {
                postgres();
            } else {
                Path file = SqliteOpening.fileOf(address);
                do {
                    look(size(file)
                            + size(SqliteOpening.beside(file, "-wal"))
                            + size(SqliteOpening.beside(file, "-journal")));
                    held(
                            Files.exists(SqliteOpening.beside(file, "-journal"))
                                    ? Set.of("the file, for its rollback journal")
                                    : Set.of());
                } while (!pause());
            }
        } catch (SQLException | IOException | InterruptedException e) {
            trouble = e;
        } finally {
            ended.countDown();
        }
    }

    private void postgres() throws SQLException, InterruptedException {
        try (Connection c = Jdbc.connect(address);
                PreparedStatement size = c.prepareStatement(SIZE);
                PreparedStatement locks = c.prepareStatement(LOCKS)) {
            do {
                try (ResultSet r = size.executeQuery()) {
                    r.next();
                    look(r.getLong(1));
                }
                Set<String> now = new HashSet<>();
                try (ResultSet r = locks.executeQuery()) {
                    while (r.next()) {
                        now.add(r.getString(2) + " " + r.getString(3) + " of " + r.getInt(1));
                    }
                }
                held(now);
            } while (!pause());
        }
    }

    private void look(long bytes) {
        seen = seen.with(bytes);
    }

    private void held(Set<String> now) {
        long at = System.nanoTime();
        since.keySet().retainAll(now);
        for (String lock : now) {
            long first = since.computeIfAbsent(lock, l -> at);
            seen = seen.with((at - first) / 1e9, lock.replaceFirst(" of \\d+$", ""));
        }
    }

    /** Whether the watch is over. */
    private boolean pause() throws InterruptedException {
        return stop.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (java.nio.file.NoSuchFileException e) {
            return 0; // a log or journal comes and goes
        }
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            if (!ended.await(STOP.toSeconds(), TimeUnit.SECONDS)) {
                throw new BrokenEnvironment(
                        "The watch over " + address + " did not end within " + STOP.toSeconds() + " s.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
