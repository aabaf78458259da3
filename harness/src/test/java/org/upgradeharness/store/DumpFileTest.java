package org.upgradeharness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.config.UsageError;

class DumpFileTest {
    private static final String PLAIN = "--\n-- PostgreSQL database dump\n--\n\nSET client_encoding = 'UTF8';\n";

    @TempDir
    Path folder;

    @Test
    void theKindStandsInTheContentAndNotInTheName() throws Exception {
        assertThat(DumpFile.of(file("a.db", PLAIN.getBytes(StandardCharsets.UTF_8)))
                        .title())
                .isEqualTo("pg_dump plain");
        assertThat(DumpFile.of(file("b.sql", "PGDMP\1\2".getBytes(StandardCharsets.UTF_8)))
                        .title())
                .isEqualTo("pg_dump custom");
        assertThat(DumpFile.of(file("c.txt", gzip(PLAIN.getBytes(StandardCharsets.UTF_8))))
                        .title())
                .isEqualTo("pg_dump plain, gzipped");
        DumpFile sqlite = DumpFile.of(file("d.gz", Files.readAllBytes(database())));
        assertThat(sqlite.title()).isEqualTo("SQLite file");
        assertThat(sqlite.engine()).isEqualTo(Engine.SQLITE);
        assertThat(DumpFile.of(file("e", gzip(Files.readAllBytes(database())))).title())
                .isEqualTo("SQLite file, gzipped");
    }

    @Test
    void whatCannotBeRestoredIsSaidInOneSentence() throws Exception {
        refused(file("empty", new byte[0]), "is empty");
        refused(file("text", "hello".getBytes(StandardCharsets.UTF_8)), "is of no kind that is known here");
        refused(
                file("all", "--\n-- PostgreSQL database cluster dump\n--\n".getBytes(StandardCharsets.UTF_8)),
                "pg_dumpall");
        refused(file("tar", "toc.dat\0\0".getBytes(StandardCharsets.UTF_8)), "tar format");
        refused(
                file("lite", "PRAGMA foreign_keys=OFF;\nBEGIN;".getBytes(StandardCharsets.UTF_8)),
                "SQL text of SQLite");
        refused(file("nothing.gz", gzip(new byte[0])), "is empty");
        refused(file("cut.gz", new byte[] {0x1f, (byte) 0x8b, 8}), "cannot be read");
        refused(folder.resolve("none"), "there is no such file");
        refused(folder, "is a folder");
    }

    @Test
    void aSqliteFileIsRestoredWithWhatStandsInItsLogAndIsOnlyRead() throws Exception {
        Path file = folder.resolve("live.db");
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement s = c.createStatement()) {
            s.execute("PRAGMA journal_mode=WAL");
            s.execute("PRAGMA wal_autocheckpoint=0");
            s.execute("CREATE TABLE t (id INTEGER PRIMARY KEY)");
            s.execute("INSERT INTO t VALUES (7)");
            byte[] before = Files.readAllBytes(file);
            Store store = restore(DumpFile.of(file));
            try (StoreReader reader = StoreReader.open(store.address())) {
                assertThat(reader.count("t")).isEqualTo(1);
            }
            assertThat(Files.readAllBytes(file)).isEqualTo(before);
        }
    }

    @Test
    void whatAKilledWriterHasNotCommittedIsTakenBack() throws Exception {
        Path killed = KilledWriter.leaves(folder);
        byte[] before = Files.readAllBytes(killed);
        Store store = restore(DumpFile.of(killed));
        try (StoreReader reader = StoreReader.open(store.address())) {
            assertThat(reader.count("t")).isEqualTo(KilledWriter.ROWS);
        }
        assertThat(Files.readAllBytes(killed)).as("it is only read").isEqualTo(before);
    }

    @Test
    void aDamagedFileIsNoneToJudgeBy() throws Exception {
        byte[] whole = Files.readAllBytes(database());
        byte[] cut = gzip(whole);
        Path half = file("half.gz", Arrays.copyOf(cut, cut.length / 2));
        assertThatThrownBy(() -> restore(DumpFile.of(half)))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("cannot be restored");
        Arrays.fill(whole, 4200, whole.length, (byte) 0x55);
        Path spoilt = file("spoilt.db", whole);
        assertThatThrownBy(() -> restore(DumpFile.of(spoilt)))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("(SQLite file) cannot be restored");
    }

    private Store restore(DumpFile dump) throws IOException {
        return new SqliteStores(Files.createDirectories(folder.resolve("stores" + System.nanoTime())))
                .restore(dump, Files.createTempDirectory(folder, "copy"), "own");
    }

    private void refused(Path path, String why) {
        assertThatThrownBy(() -> DumpFile.of(path))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining(why);
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(content);
        }
        return out.toByteArray();
    }

    private Path database() throws SQLException {
        Path file = folder.resolve("made" + System.nanoTime() + ".db");
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement s = c.createStatement()) {
            s.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)");
            s.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                    + " INSERT INTO t SELECT i, 'row ' || hex(randomblob(20)) FROM n");
        }
        return file;
    }
}
