package org.upgradeharness.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.upgradeharness.config.BrokenEnvironment;

/**
 * SQLite stores: one folder each, mounted into the gateway's container. Folder and file may be written by everybody,
 * because the user inside the container differs between releases and is never the harness's own.
 */
public final class SqliteStores implements StoreServer {
    private static final String FILE = "gateway.db";
    private static final String INSIDE = "/data";

    private static final List<String> BESIDE = List.of("-journal", "-wal", "-shm");
    /** What of it the next one to open the file goes by. */
    private static final List<String> LASTING = List.of("-journal", "-wal");

    private static final int SETTLE_MILLIS = 10_000;

    private final Path root;

    /**
     * Keeps its stores below a folder of the run.
     *
     * @param root an existing folder
     */
    public SqliteStores(Path root) {
        this.root = root;
    }

    @Override
    public Engine engine() {
        return Engine.SQLITE;
    }

    @Override
    public String version() {
        try (Connection c = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement s = c.createStatement();
                var r = s.executeQuery("select sqlite_version()")) {
            r.next();
            return r.getString(1) + " (harness side)";
        } catch (SQLException e) {
            throw new BrokenEnvironment("The SQLite driver does not work: " + e.getMessage(), e);
        }
    }

    @Override
    public Store empty(String name) {
        Store store = place(name);
        // An empty file is an empty database, and one whose owner's umask does not matter.
        try {
            Files.createFile(file(store));
            Files.setPosixFilePermissions(file(store), PosixFilePermissions.fromString("rw-rw-rw-"));
        } catch (IOException e) {
            throw new BrokenEnvironment("The SQLite store " + name + " could not be made: " + e.getMessage(), e);
        }
        return store;
    }

    @Override
    public Store copy(Store source, String name) {
        Store copy = empty(name);
        backup(file(source), file(copy));
        return copy;
    }

    @Override
    public void renew(Store store, Store source) {
        try {
            settle(source);
            overwrite(store, source);
        } catch (IOException e) {
            throw new BrokenEnvironment(store + " could not be made anew from " + source + ": " + e.getMessage(), e);
        }
    }

    private static void overwrite(Store store, Store source) throws IOException {
        for (String beside : BESIDE) {
            Files.deleteIfExists(Path.of(file(store) + beside));
        }
        // Into the same file: who has mounted its folder must find it, and may write it.
        Files.write(file(store), Files.readAllBytes(file(source)), StandardOpenOption.TRUNCATE_EXISTING);
    }

    @Override
    public Optional<String> openTransaction(Store store) {
        return Optional.empty();
    }

    @Override
    public boolean showsWhatDeathLeaves() {
        return true;
    }

    @Override
    public void renewAsDeathLeaves(Store store, Store source) {
        try {
            overwrite(store, source);
            for (String lasting : LASTING) {
                Path beside = Path.of(file(source) + lasting);
                if (Files.exists(beside)) {
                    Files.copy(beside, Path.of(file(store) + lasting));
                }
            }
        } catch (IOException e) {
            throw new BrokenEnvironment(
                    store + " could not be made of what stands in " + source + ": " + e.getMessage(), e);
        }
    }

    /** A journal is rolled back and a log written into the file by whoever opens it next, which is done here. */
    @Override
    public String settled(Store store) {
        settle(store);
        try {
            byte[] bytes = Files.readAllBytes(file(store));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (IOException e) {
            throw new BrokenEnvironment(store + " cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void settle(Store store) {
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file(store));
                Statement s = c.createStatement()) {
            s.execute("PRAGMA busy_timeout=" + SETTLE_MILLIS);
            // Nobody asks what a power cut would leave.
            s.execute("PRAGMA synchronous=OFF");
            s.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            s.execute("SELECT count(*) FROM sqlite_master");
        } catch (SQLException e) {
            throw new BrokenEnvironment(store + " cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public long change(Store store, String sql) {
        return Jdbc.executeAll(store.address(), sql);
    }

    /** There is no server that could crash. */
    @Override
    public void checkpoint() {}

    @Override
    public void takeAway(Store store) {
        throw new BrokenEnvironment("A file of SQLite cannot be taken from who has opened it.");
    }

    @Override
    public void crash(Store store) {
        throw new BrokenEnvironment("SQLite has no server that could crash.");
    }

    @Override
    public void giveBack(Store store) {
        throw new BrokenEnvironment("A file of SQLite cannot be taken away, and so not given back.");
    }

    @Override
    public Path dump(Store store, Path folder) {
        Path file = folder.resolve(store.name() + ".sqlite");
        backup(file(store), file);
        return file;
    }

    @Override
    public Store restore(Path dump, String name) {
        Store store = empty(name);
        backup(dump, file(store));
        return store;
    }

    @Override
    public Store restore(DumpFile dump, Path folder, String name) {
        Path copy = dump.unpacked(folder);
        demandWhole(dump, copy);
        return restore(copy, name);
    }

    private static void demandWhole(DumpFile dump, Path copy) {
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + copy);
                Statement s = c.createStatement();
                var r = s.executeQuery("PRAGMA integrity_check(1)")) {
            String said = r.next() ? r.getString(1) : "no answer";
            if (!"ok".equals(said)) {
                throw dump.corrupt(said);
            }
        } catch (SQLException e) {
            throw dump.corrupt(e.getMessage());
        }
    }

    @Override
    public void close() {
        // The folders go with the run's temporary folder.
    }

    private Store place(String name) {
        try {
            Path folder = Files.createDirectories(root.resolve(name));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
            Path file = folder.resolve(FILE);
            StoreAddress address = new StoreAddress(Engine.SQLITE, "jdbc:sqlite:" + file, "", "");
            return new Store(name, address, Map.of("path", INSIDE + "/" + FILE), Map.of(INSIDE, folder));
        } catch (IOException e) {
            throw new BrokenEnvironment(
                    "The folder of SQLite store " + name + " could not be made: " + e.getMessage(), e);
        }
    }

    private static Path file(Store store) {
        return Path.of(store.address().jdbcUrl().substring("jdbc:sqlite:".length()));
    }

    /** SQLite's own backup: consistent, with whatever still stands in a write-ahead log. */
    private static void backup(Path from, Path to) {
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + from);
                Statement s = c.createStatement()) {
            // The driver's own command; it knows both quotes, but no doubled ones.
            String quote = to.toString().contains("'") ? "\"" : "'";
            s.executeUpdate("backup to " + quote + to + quote);
        } catch (SQLException e) {
            throw new BrokenEnvironment("SQLite could not copy " + from + " to " + to + ": " + e.getMessage(), e);
        }
    }
}
