package org.upgradeharness.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.docker.RunFolder;

/** Opens a SQLite store for reading, without ever writing beside it or holding a lock that a gateway would wait for. */
final class SqliteOpening {
    private static final String PREFIX = "jdbc:sqlite:";
    private static final int BUSY_MILLIS = 20_000;
    private static final String MAPPED_BYTES = String.valueOf(2L << 30);
    private static final int OK = 0;
    private static final int DONE = 101;
    private static final int READONLY = 8;

    private SqliteOpening() {}

    static StoreReader open(StoreAddress address) throws SQLException {
        Path file = fileOf(address);
        if (!Files.isRegularFile(file)) {
            throw new BrokenEnvironment("There is no SQLite file at " + file + ".");
        }
        if (inWalMode(file)) {
            boolean inUse = Files.exists(beside(file, "-wal")) && Files.exists(beside(file, "-shm"));
            return inUse ? reader(address, connect(file, true), () -> {}) : copied(address, file);
        }
        Path folder = RunFolder.folderFor(file, "looked-at");
        Path copy = folder.resolve("store.db");
        try (Connection source = connect(file, true)) {
            backup(source, copy);
            return reader(address, connect(copy, false), () -> delete(folder));
        } catch (SQLiteException e) {
            delete(folder);
            if ((e.getResultCode().code & 0xff) != READONLY) {
                throw e;
            }
            return copied(address, file);
        }
    }

    /**
     * A private copy of a file that no process has open. Opening it in place would leave files beside it: a fresh WAL, or none of
     * the journal that a killed writer left and that only a writer can roll back.
     */
    private static StoreReader copied(StoreAddress address, Path file) throws SQLException {
        Path folder = RunFolder.folderFor(file, "looked-at");
        try {
            for (String suffix : new String[] {"", "-journal", "-wal"}) {
                Path from = beside(file, suffix);
                if (Files.exists(from)) {
                    Files.copy(from, folder.resolve("store.db" + suffix));
                }
            }
            return reader(address, connect(folder.resolve("store.db"), false), () -> delete(folder));
        } catch (IOException e) {
            delete(folder);
            throw new BrokenEnvironment("The SQLite file " + file + " cannot be copied: " + e.getMessage(), e);
        } catch (SQLException e) {
            delete(folder);
            throw e;
        }
    }

    /** The file's header says it without opening the database; 2 stands for WAL. */
    private static boolean inWalMode(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] header = in.readNBytes(20);
            return header.length == 20 && header[18] == 2;
        } catch (IOException e) {
            throw new BrokenEnvironment("The SQLite file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static StoreReader reader(StoreAddress address, Connection connection, Runnable cleanUp)
            throws SQLException {
        connection.setAutoCommit(false);
        try (Statement s = connection.createStatement();
                ResultSet r = s.executeQuery("SELECT count(*) FROM sqlite_master")) {
            r.next(); // the first read fixes the instant
        }
        return new StoreReader(address, connection, new SqliteDialect(), cleanUp);
    }

    private static Connection connect(Path file, boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(BUSY_MILLIS);
        if (!readOnly) {
            config.setPragma(
                    SQLiteConfig.Pragma.MMAP_SIZE, MAPPED_BYTES); // our own copy: nobody else can cut the file short
        }
        return DriverManager.getConnection(PREFIX + file, config.toProperties());
    }

    /** All pages in one step: the source is locked for the time of a file copy and cannot change meanwhile. */
    private static void backup(Connection source, Path copy) throws SQLException {
        int result = source.unwrap(SQLiteConnection.class)
                .getDatabase()
                .backup("main", copy.toString(), null, 100, BUSY_MILLIS / 100, -1);
        if (result != OK && result != DONE) {
            SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(result);
            throw new SQLiteException(code.message + " (" + code.name() + ")", code);
        }
    }

    static Path fileOf(StoreAddress address) {
        String path = address.jdbcUrl().substring(PREFIX.length());
        int options = path.indexOf('?');
        String plain = options < 0 ? path : path.substring(0, options);
        return Path.of(plain.startsWith("file:") ? plain.substring("file:".length()) : plain);
    }

    static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static void delete(Path folder) {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The copy of the store in " + folder + " cannot be removed", e);
        }
    }
}
