package org.upgradeharness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.docker.Labels;
import org.upgradeharness.docker.RunFolder;

class SqliteStoreReaderTest extends StoreReaderContract {
    @TempDir
    Path folder;

    @Override
    protected StoreAddress emptyStore() {
        return new StoreAddress(Engine.SQLITE, "jdbc:sqlite:" + folder.resolve("store.db"), "", "");
    }

    @Test
    void readsBesideAnOpenWriterInWalMode() throws SQLException {
        StoreAddress address = emptyStore();
        try (Connection writer = DriverManager.getConnection(address.jdbcUrl());
                Statement s = writer.createStatement()) {
            s.execute("PRAGMA journal_mode = WAL");
            s.execute("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT)");
            s.execute("INSERT INTO t VALUES (4)");
            try (StoreReader reader = StoreReader.open(address)) {
                s.execute("INSERT INTO t VALUES (NULL)");
                assertThat(reader.count("t")).isEqualTo(1);
                assertThat(reader.sequences()).containsExactly(new SequenceState("t", "t", "id", 5, 4L));
            }
        }
    }

    @Test
    void leavesNothingBehind() throws IOException {
        run("PRAGMA journal_mode = WAL", "CREATE TABLE t (id INTEGER)");
        List<String> before = files();
        try (StoreReader reader = StoreReader.open(emptyStore())) {
            assertThat(reader.catalogue().tables()).hasSize(1);
        }
        assertThat(files()).isEqualTo(before).containsExactly("store.db");
    }

    @Test
    void theCopyIsAmongTheFilesOfTheRunSoThatItIsSweptWithThem() throws IOException {
        try (RunFolder run = RunFolder.open(Labels.of("looked-at-" + System.nanoTime()))) {
            Path file = run.folder("stores").resolve("store.db");
            StoreAddress address = new StoreAddress(Engine.SQLITE, "jdbc:sqlite:" + file, "", "");
            run(address, "CREATE TABLE t (id INTEGER)");
            List<Path> before = copies(run);
            try (StoreReader reader = StoreReader.open(address)) {
                assertThat(reader.count("t")).isZero();
                assertThat(copies(run)).hasSize(before.size() + 1);
            }
            assertThat(copies(run)).isEqualTo(before);
        }
    }

    private static List<Path> copies(RunFolder run) throws IOException {
        try (Stream<Path> files = Files.walk(run.path())) {
            return files.filter(f -> f.endsWith("store.db")).sorted().toList();
        }
    }

    @Test
    void readsWhatAKilledWriterLeft() throws IOException, SQLException {
        Path killed = KilledWriter.leaves(folder);
        StoreAddress address = new StoreAddress(Engine.SQLITE, "jdbc:sqlite:" + killed, "", "");
        try (StoreReader reader = StoreReader.open(address)) {
            assertThat(reader.count("t")).isEqualTo(KilledWriter.ROWS);
        }
        assertThat(folder.resolve("killed.db-journal"))
                .as("rolled back on a copy, not in place")
                .exists();
    }

    @Test
    void aMissingFileIsNoEmptyStore() {
        StoreAddress nowhere = new StoreAddress(Engine.SQLITE, "jdbc:sqlite:" + folder.resolve("none.db"), "", "");
        assertThatThrownBy(() -> StoreReader.open(nowhere))
                .isInstanceOf(BrokenEnvironment.class)
                .hasMessageContaining("none.db");
        assertThat(folder.resolve("none.db")).doesNotExist();
    }

    @Test
    void aFileThatIsNoDatabaseIsSaidSo() throws IOException {
        Files.writeString(
                folder.resolve("store.db"),
                "this is no database, but long enough to have a header of its own".repeat(20));
        assertThatThrownBy(() -> StoreReader.open(emptyStore()))
                .isInstanceOf(BrokenEnvironment.class)
                .hasMessageContaining("SQLITE_NOTADB");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}
