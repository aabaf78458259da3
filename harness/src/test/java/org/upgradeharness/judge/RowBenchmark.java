package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.docker.ContainerEngine;
import org.upgradeharness.docker.ContainerSpec;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.docker.Labels;
import org.upgradeharness.docker.LiveContainer;
import org.upgradeharness.docker.PostgresImages;
import org.upgradeharness.docker.Sandbox;
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
    private static final String USER = "bench";

    @TempDir
    Path folder;

    @Test
    void postgres() throws Exception {
        Labels labels = Labels.of("bench-" + Long.toString(System.nanoTime(), 36));
        HostEnvironment environment = HostEnvironment.current();
        String image = PostgresImages.of(
                        ContainerEngine.connect(environment),
                        FixtureSource.folder(Path.of("..", "fixtures")),
                        labels,
                        environment,
                        line -> {})
                .obtain()
                .id();
        String password = new Secrets().named("bench", 32);
        try (Sandbox sandbox = new Sandbox(labels.runId(), labels.asMap())) {
            LiveContainer server = sandbox.start(new ContainerSpec(
                    "postgres",
                    image,
                    List.of(),
                    Map.of("POSTGRES_USER", USER, "POSTGRES_PASSWORD", password, "POSTGRES_DB", "before"),
                    Map.of(),
                    5432));
            StoreAddress before = address(server, password, "before");
            StoreAddress after = address(server, password, "after");
            StoreAddress other = address(server, password, "template1");
            Awaitility.await("PostgreSQL to answer")
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> {
                        execute(before, "SELECT 1");
                        return true;
                    });
            execute(
                    before,
                    "CREATE TABLE metrics (id VARCHAR(36) NOT NULL PRIMARY KEY, tool_id VARCHAR(36), at TIMESTAMP, took FLOAT,"
                            + " ok BOOLEAN, error TEXT, meta JSON, n INTEGER)",
                    "INSERT INTO metrics SELECT md5(i::text), md5((-i)::text), to_timestamp(1767225600 + i), i / 7.0, i % 2 = 0,"
                            + " CASE i % 10 WHEN 0 THEN 'timeout after ' || i END, ('{\"i\": ' || i || '}')::json, i"
                            + " FROM generate_series(1, " + ROWS + ") i");
            execute(other, "CREATE DATABASE after TEMPLATE before");
            execute(after, "UPDATE metrics SET ok = NOT ok WHERE n = 700000");
            print("PostgreSQL", "pg_dump | md5sum of both databases", before, after, () -> {
                String sums = "";
                for (String database : List.of("before", "after")) {
                    LiveContainer.Executed done = server.execute(
                            "bash",
                            "-c",
                            "set -o pipefail; PGPASSWORD=$POSTGRES_PASSWORD pg_dump -U " + USER + " -h 127.0.0.1 "
                                    + database + " | md5sum");
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
        execute(
                before,
                "CREATE TABLE metrics (id VARCHAR(36) NOT NULL PRIMARY KEY, tool_id VARCHAR(36), at DATETIME, took FLOAT,"
                        + " ok BOOLEAN, error TEXT, meta JSON, n INTEGER)",
                "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < " + ROWS + ")"
                        + " INSERT INTO metrics SELECT lower(hex(randomblob(16))), hex(randomblob(8)),"
                        + " datetime(1767225600 + i, 'unixepoch'), i / 7.0, i % 2,"
                        + " CASE i % 10 WHEN 0 THEN 'timeout after ' || i END, '{\"i\": ' || i || '}', i FROM c");
        Files.copy(folder.resolve("before.db"), folder.resolve("after.db"));
        execute(after, "UPDATE metrics SET ok = 1 - ok WHERE n = 700000");
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

    private static void execute(StoreAddress address, String... statements) throws SQLException {
        try (Connection c = address.user().isEmpty()
                        ? DriverManager.getConnection(address.jdbcUrl())
                        : DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement s = c.createStatement()) {
            for (String statement : statements) {
                s.execute(statement);
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

    private static StoreAddress address(LiveContainer server, String password, String database) {
        return new StoreAddress(
                Engine.POSTGRES,
                "jdbc:postgresql://127.0.0.1:" + server.publishedPort() + "/" + database,
                USER,
                password);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
