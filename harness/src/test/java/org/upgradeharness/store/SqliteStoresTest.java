package org.upgradeharness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.config.BrokenEnvironment;

class SqliteStoresTest {
    @TempDir
    Path folder;

    private SqliteStores stores;

    @BeforeEach
    void open() {
        stores = new SqliteStores(folder);
    }

    private static long count(Store store, String table) {
        try (StoreReader reader = StoreReader.open(store.address())) {
            return reader.count(table);
        }
    }

    @Test
    void anEmptyStoreIsAnEmptyDatabaseWhichEveryUserMayWrite() throws IOException {
        Store store = stores.empty("new");
        assertThat(store).hasToString("sqlite store new");
        assertThat(store.url("sqlite:///{path}")).isEqualTo("sqlite:////data/gateway.db");
        Path mounted = store.mounts().get("/data");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(mounted)))
                .isEqualTo("rwxrwxrwx");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(mounted.resolve("gateway.db"))))
                .isEqualTo("rw-rw-rw-");
        try (StoreReader reader = StoreReader.open(store.address())) {
            assertThat(reader.catalogue().tables()).isEmpty();
        }
        assertThat(stores.version()).matches("3\\.\\d+.*");
    }

    @Test
    void aNameIsUsedOnce() {
        stores.empty("one");
        assertThatThrownBy(() -> stores.empty("one"))
                .isInstanceOf(BrokenEnvironment.class)
                .hasMessageContaining("one");
    }

    @Test
    void runsAllStatementsOrNone() {
        Store store = stores.empty("s");
        stores.execute(
                store, "create table t (id integer primary key); insert into t values (1); insert into t values (2)");
        assertThat(count(store, "t")).isEqualTo(2);
        assertThatThrownBy(() -> stores.execute(store, "insert into t values (3); insert into t values (1)"))
                .isInstanceOf(BrokenEnvironment.class)
                .hasMessageContaining("UNIQUE constraint failed: t.id");
        assertThat(count(store, "t"))
                .as("nothing of the refused script is left")
                .isEqualTo(2);
    }

    @Test
    void aCopyHasWhatStillStandsInTheWriteAheadLog() throws SQLException {
        Store store = stores.empty("wal");
        try (Connection writer = DriverManager.getConnection(store.address().jdbcUrl());
                Statement s = writer.createStatement()) {
            s.execute("PRAGMA journal_mode = WAL");
            s.execute("PRAGMA wal_autocheckpoint = 0");
            s.execute("CREATE TABLE t (id INTEGER)");
            s.execute("INSERT INTO t VALUES (1), (2), (3)");
            assertThat(store.mounts().get("/data").resolve("gateway.db-wal")).isNotEmptyFile();
            Store copy = stores.copy(store, "copy");
            assertThat(count(copy, "t")).isEqualTo(3);
            s.execute("DELETE FROM t");
            assertThat(count(copy, "t")).as("the copy is its own").isEqualTo(3);
        }
    }

    @Test
    void aBackupComesBackWhole() throws IOException {
        Store store = stores.empty("it's one");
        stores.execute(
                store,
                "create table t (id integer primary key, x blob, y text); "
                        + "insert into t values (1, x'00ff', 'ä;'); create index i on t (y)");
        Path dump = stores.dump(store, Files.createDirectory(folder.resolve("backups")));
        stores.execute(store, "delete from t");
        Store restored = stores.restore(dump, "again");
        assertThat(count(restored, "t")).isEqualTo(1);
        try (StoreReader reader = StoreReader.open(restored.address())) {
            assertThat(reader.catalogue().table("t").orElseThrow().indexes())
                    .extracting(Index::name)
                    .contains("i");
        }
        assertThat(count(store, "t")).isZero();
    }

    @Test
    void saysWhatCannotBeRestored() throws IOException {
        Path text = Files.writeString(
                folder.resolve("no.sqlite"), "this is no database, and long enough to be read as one".repeat(20));
        assertThatThrownBy(() -> stores.restore(text, "x"))
                .isInstanceOf(BrokenEnvironment.class)
                .hasMessageContaining("no.sqlite");
    }
}
