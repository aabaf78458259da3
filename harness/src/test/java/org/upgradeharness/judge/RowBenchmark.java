package org.upgradeharness.judge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.StoreAddress;
import org.upgradeharness.store.StoreReader;

/**
 * How long it takes to compare a million rows in 256 MiB, beside the time to read and hash the same rows plainly. Not a test:
 * {@code java -Xmx256m -cp harness/target/test-classes:harness/target/classes:$CLASSPATH org.upgradeharness.judge.RowBenchmark}
 */
final class RowBenchmark {
    private static final int ROWS = 1_000_000;

    private RowBenchmark() {}

    public static void main(String[] arguments) throws IOException, SQLException, NoSuchAlgorithmException {
        Path folder = Files.createTempDirectory("row-benchmark-");
        Path before = folder.resolve("before.db");
        Path after = folder.resolve("after.db");
        fill(before);
        Files.copy(before, after);
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + after);
                Statement s = c.createStatement()) {
            s.executeUpdate("UPDATE metrics SET ok = 1 - ok WHERE rowid = 700000");
        }
        for (int round = 0; round < 2; round++) {
            long start = System.nanoTime();
            String sums = hash(before) + " " + hash(after);
            System.out.printf(
                    "baseline: select and md5 of both files %.1f s (%s)%n", seconds(start), sums.substring(0, 8));
            start = System.nanoTime();
            try (StoreReader old = StoreReader.open(address(before));
                    StoreReader now = StoreReader.open(address(after))) {
                RowComparison result = RowJudge.compare(old, now, List.of(), line -> {});
                System.out.printf(
                        "judge: %d rows %.1f s, %d finding(s): %s%n",
                        result.rowsCompared(),
                        seconds(start),
                        result.findings().size(),
                        result.findings().get(0).object());
            }
        }
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "heap limit %d MiB, in use at the end %d MiB%n",
                runtime.maxMemory() >> 20, runtime.totalMemory() - runtime.freeMemory() >> 20);
        Files.delete(before);
        Files.delete(after);
        Files.delete(folder);
    }

    private static void fill(Path file) throws SQLException {
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement s = c.createStatement()) {
            s.executeUpdate(
                    "CREATE TABLE metrics (id VARCHAR(36) NOT NULL PRIMARY KEY, tool_id VARCHAR(36), at DATETIME, took FLOAT,"
                            + " ok BOOLEAN, error TEXT, meta JSON, n INTEGER)");
            s.executeUpdate(
                    "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < " + ROWS + ")"
                            + " INSERT INTO metrics SELECT lower(hex(randomblob(16))), hex(randomblob(8)), datetime(1767225600 + i, 'unixepoch'),"
                            + " i / 7.0, i % 2, CASE i % 10 WHEN 0 THEN 'timeout after ' || i END, '{\"i\": ' || i || '}', i FROM c");
        }
    }

    private static String hash(Path file) throws SQLException, NoSuchAlgorithmException {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
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
