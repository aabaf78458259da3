package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.upgradeharness.store.StoreAddress;
import org.upgradeharness.store.StoreReader;

/** Large tables on PostgreSQL, where only those rows are read whose share the servers' digests do not find equal. */
class UnequalSharesIT {
    private static final int ROWS = 12_000;
    private static OwnPostgres postgres;

    @BeforeAll
    static void start() throws SQLException {
        postgres = new OwnPostgres("shares");
        OwnPostgres.execute(
                postgres.address("before"),
                "CREATE TABLE notes (team VARCHAR(36), number INTEGER, text TEXT, doc JSON, at TIMESTAMPTZ, score FLOAT,"
                        + " PRIMARY KEY (team, number))",
                "INSERT INTO notes SELECT md5((i % 7)::text), i, CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN '' ELSE 'note ' || i END,"
                        + " ('{\"i\": ' || i || '}')::json, to_timestamp(i), i / 7.0 FROM generate_series(1, " + ROWS
                        + ") i");
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void equalTablesAreComparedToTheLastRow() throws SQLException {
        RowComparison result = compare(postgres.copy("same"), List.of());
        assertThat(result.findings()).isEmpty();
        assertThat(result.rowsCompared()).isEqualTo(ROWS);
        assertThat(result.counts()).containsEntry("notes", new TableCount(ROWS, ROWS));
    }

    @Test
    void everyKindOfDamageIsFoundAndNothingElse() throws SQLException {
        RowComparison result = compare(
                damaged(
                        "DELETE FROM notes WHERE number = 11",
                        "INSERT INTO notes VALUES ('new', 0, 'new', '{}', now(), 0)",
                        "UPDATE notes SET text = '' WHERE number = 5000",
                        "UPDATE notes SET at = at + interval '1 microsecond' WHERE number = 6000",
                        "UPDATE notes SET text = CASE number WHEN 7002 THEN 'note 7003' ELSE 'note 7002' END"
                                + " WHERE number IN (7002, 7003)",
                        "UPDATE notes SET number = 20000 WHERE number = 8000"),
                List.of());
        assertThat(result.findings())
                .extracting(f -> f.kind() + " " + f.object() + " " + f.key().replaceAll(".*number=", ""))
                .containsExactlyInAnyOrder(
                        "LOST_ROW notes 11",
                        "EXTRA_ROW notes 0",
                        "CHANGED_VALUE notes.text 5000",
                        "CHANGED_VALUE notes.at 6000",
                        "CHANGED_VALUE notes.text 7002",
                        "CHANGED_VALUE notes.text 7003",
                        "LOST_ROW notes 8000",
                        "EXTRA_ROW notes 20000");
        assertThat(result.rowsCompared()).isEqualTo(ROWS);
    }

    @Test
    void whatTextAloneCannotTellIsReadRowByRow() throws SQLException {
        StoreAddress changed = damaged(
                "ALTER TABLE notes ALTER COLUMN doc TYPE JSONB",
                "UPDATE notes SET doc = '{\"i\":  7}' WHERE number = 77");
        assertThat(compare(changed, List.of()).findings())
                .extracting(f -> f.kind() + " " + f.object())
                .containsExactly("CHANGED_VALUE notes.doc");
        StoreAddress without = damaged("ALTER TABLE notes DROP COLUMN score");
        assertThat(compare(without, List.of()).findings())
                .extracting(f -> f.object() + ": " + f.expected())
                .containsExactly("notes.score: " + ROWS + " non-null values");
    }

    private static StoreAddress damaged(String... statements) throws SQLException {
        StoreAddress address = postgres.copy("damaged");
        OwnPostgres.execute(address, statements);
        return address;
    }

    private static RowComparison compare(StoreAddress after, List<AllowedChange> allowed) {
        try (StoreReader old = StoreReader.open(postgres.address("before"));
                StoreReader now = StoreReader.open(after)) {
            return RowJudge.compare(old, now, allowed, line -> {});
        }
    }
}
