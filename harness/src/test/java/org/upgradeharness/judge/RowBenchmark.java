package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.docker.LiveContainer;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.StoreAddress;
import org.upgradeharness.store.StoreReader;

/**
 * How long it takes to compare two stores of a million rows in 256 MiB, beside what reads and hashes the same rows plainly:
 * {@code pg_dump | md5sum} of both databases, and select with md5 of both files. It prints and demands nothing but the right
 * finding: {@code mvn -Pbench -pl harness test}
 */
class RowBenchmark {
    private static final int ROWS = 1_000_000;
    private static final int ROUNDS = 2;

    @TempDir
    Path folder;

    @Test
    void postgres() throws Exception {
        try (OwnPostgres postgres = new OwnPostgres("bench")) {
            StoreAddress before = postgres.address("before");
            OwnPostgres.execute(
                    before,
                    "CREATE TABLE metrics (id VARCHAR(36) NOT NULL PRIMARY KEY, tool_id VARCHAR(36), at TIMESTAMP, took FLOAT,"
                            + " ok BOOLEAN, error TEXT, meta JSON, n INTEGER)",
                    "INSERT INTO metrics SELECT md5(i::text), md5((-i)::text), to_timestamp(1767225600 + i), i / 7.0, i % 2 = 0,"
                            + " CASE i % 10 WHEN 0 THEN 'timeout after ' || i END, ('{\"i\": ' || i || '}')::json, i"
                            + " FROM generate_series(1, " + ROWS + ") i");
            StoreAddress after = postgres.copy("after");
            OwnPostgres.execute(after, "UPDATE metrics SET ok = NOT ok WHERE n = 700000");
            print("PostgreSQL", "pg_dump | md5sum of both databases", before, after, () -> {
                String sums = "";
                for (String database : List.of("before", "after")) {
                    LiveContainer.Executed done = postgres.server()
                            .execute(
                                    "bash",
                                    "-c",
                                    "set -o pipefail; PGPASSWORD=$POSTGRES_PASSWORD pg_dump -U " + OwnPostgres.USER
                                            + " -h 127.0.0.1 " + database + " | md5sum");
                    assertThat(done.exitCode()).as(done.error()).isZero();
                    sums += done.output();
                }
                return sums;
            });
        }
    }

    @Test
    void sqlite() throws Exception {
        StoreAddress before = address(folder.resolve("before.db"));
        StoreAddress after = address(folder.resolve("after.db"));
        OwnPostgres.execute(
                before,
                "CREATE TABLE metrics (id VARCHAR(36) NOT NULL PRIMARY KEY, tool_id VARCHAR(36), at DATETIME, took FLOAT,"
                        + " ok BOOLEAN, error TEXT, meta JSON, n INTEGER)",
                "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < " + ROWS + ")"
                        + " INSERT INTO metrics SELECT lower(hex(randomblob(16))), hex(randomblob(8)),"
                        + " datetime(1767225600 + i, 'unixepoch'), i / 7.0, i % 2,"
                        + " CASE i % 10 WHEN 0 THEN 'timeout after ' || i END, '{\"i\": ' || i || '}', i FROM c");
        Files.copy(folder.resolve("before.db"), folder.resolve("after.db"));
        OwnPostgres.execute(after, "UPDATE metrics SET ok = 1 - ok WHERE n = 700000");
        print("SQLite", "select and md5 of both files", before, after, () -> hash(before) + hash(after));
    }

    private static void print(
            String engine, String what, StoreAddress before, StoreAddress after, Callable<String> baseline)
            throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            long start = System.nanoTime();
            assertThat(baseline.call()).isNotEmpty();
            double plain = seconds(start);
            start = System.nanoTime();
            try (StoreReader old = StoreReader.open(before);
                    StoreReader now = StoreReader.open(after)) {
                RowComparison result = RowJudge.compare(old, now, List.of(), line -> {});
                double judged = seconds(start);
                assertThat(result.findings()).extracting(Finding::object).containsExactly("metrics.ok");
                System.out.printf(
                        "%s, round %d: %,d rows; judge %.1f s; %s %.1f s; ratio %.2f; heap limit %d MiB%n",
                        engine,
                        round,
                        result.rowsCompared(),
                        judged,
                        what,
                        plain,
                        judged / plain,
                        Runtime.getRuntime().maxMemory() >> 20);
            }
        }
    }

    private static String hash(StoreAddress address) throws Exception {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        try (Connection c = DriverManager.getConnection(address.jdbcUrl());
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery("SELECT * FROM metrics ORDER BY id")) {
            while (r.next()) {
                for (int i = 1; i <= 8; i++) {
                    md5.update(String.valueOf(r.getString(i)).getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return HexFormat.of().formatHex(md5.digest());
    }

    private static StoreAddress address(Path file) {
        return new StoreAddress(Engine.SQLITE, "jdbc:sqlite:" + file, "", "");
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
