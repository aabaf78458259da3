package org.upgradeharness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.RowJudge;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.store.SqliteStores;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.witness.Trial;

/** What nobody used must be as it was: rows of others, and what a job does some seconds after the start. */
class LeftAloneTest {
    private static final String OLD =
            "CREATE TABLE tools (id TEXT PRIMARY KEY, tags TEXT, used TIMESTAMP, modified_by TEXT, expires_at TIMESTAMP);"
                    + "INSERT INTO tools VALUES ('a', '[1]', '2026-01-01 00:00:00', NULL, '2027-01-01 00:00:00'), ('b', '[2]', NULL, 'eve', NULL);"
                    + "CREATE TABLE metrics (id TEXT PRIMARY KEY, tool TEXT REFERENCES tools (id));"
                    + "INSERT INTO metrics VALUES ('m', 'a'), ('n', 'b');"
                    + "CREATE TABLE users (email TEXT PRIMARY KEY);"
                    + "INSERT INTO users VALUES ('dora@example.com'), ('eve@example.com');"
                    + "CREATE TABLE events (id TEXT PRIMARY KEY, who TEXT, what TEXT);"
                    + "INSERT INTO events VALUES ('1', 'dora@example.com', 'came'), ('2', 'eve@example.com', 'came'),"
                    + " ('3', 'not-dora@example.com', 'came');";

    @TempDir
    Path folder;

    private final AtomicInteger names = new AtomicInteger();

    private StoreReader store(String sql) {
        try (SqliteStores stores = new SqliteStores(folder)) {
            Store store = stores.empty("store-" + names.incrementAndGet());
            stores.execute(store, sql);
            return StoreReader.open(store.address());
        }
    }

    private List<Finding> after(String use, Finding... told) {
        return after(Set.of(), use, told);
    }

    private List<Finding> after(Set<Trial.OldRow> givenUp, String use, Finding... told) {
        return after(givenUp, Set.of(), use, told);
    }

    private List<Finding> after(Set<Trial.OldRow> givenUp, Set<Trial.OldRow> touched, String use, Finding... told) {
        try (StoreReader before = store(OLD);
                StoreReader used = store(OLD + use)) {
            return LeftAlone.since(
                    List.of(told),
                    givenUp,
                    touched,
                    RowJudge.compare(before, used, LeftAlone.used(List.of(), before.catalogue()), line -> {})
                            .findings());
        }
    }

    @Test
    void rowsOfThoseWhoUseItAndTimesThatMoveForwardAreNothing() {
        assertThat(after("INSERT INTO tools VALUES ('c', '[3]', NULL, NULL, NULL);"
                        + "UPDATE tools SET used = '2026-01-02 00:00:00' WHERE id = 'a';"
                        + "UPDATE tools SET used = '2026-01-02 00:00:00' WHERE id = 'b';"))
                .isEmpty();
    }

    @Test
    void aSiblingThatWasDeletedIsLost() {
        assertThat(after("DELETE FROM tools WHERE id = 'b'"))
                .extracting(Finding::kind, Finding::object, Finding::key)
                .containsExactly(tuple(Kind.LOST_ROW, "tools", "id=b"));
    }

    @Test
    void aSiblingThatWasChangedIsFoundAndSoIsATimeSetBack() {
        assertThat(after("UPDATE tools SET tags = '[]' WHERE id = 'b';"
                        + "UPDATE tools SET used = '2025-01-01 00:00:00' WHERE id = 'a';"))
                .extracting(Finding::object)
                .containsExactlyInAnyOrder("tools.tags", "tools.used");
    }

    @Test
    void aRowThatWasGivenUpGoesWithWhatRefersToItAndNothingElseDoes() {
        Set<Trial.OldRow> b = Set.of(new Trial.OldRow("tools", "id=b"));
        assertThat(after(b, "UPDATE tools SET tags = '[]' WHERE id = 'b'")).isEmpty();
        assertThat(after(b, "DELETE FROM metrics WHERE id = 'n'; DELETE FROM tools WHERE id = 'b'"))
                .isEmpty();
        assertThat(after(b, "DELETE FROM metrics; DELETE FROM tools WHERE id = 'b'"))
                .extracting(Finding::key)
                .containsExactly("id=m");
        assertThat(after(b, "DELETE FROM metrics; DELETE FROM tools"))
                .extracting(Finding::key)
                .containsExactlyInAnyOrder("id=a", "id=m");
    }

    @Test
    void ofARowThatWasChangedBackOnlyWhatIsWrittenDownOfItIsAnother() {
        Set<Trial.OldRow> b = Set.of(new Trial.OldRow("tools", "id=b"));
        assertThat(after(Set.of(), b, "UPDATE tools SET modified_by = 'dora'"))
                .extracting(Finding::object, Finding::key)
                .containsExactly(tuple("tools.modified_by", "id=a"));
        assertThat(after(
                        Set.of(), b, "UPDATE tools SET tags = '[]' WHERE id = 'b'; DELETE FROM metrics WHERE id = 'n'"))
                .extracting(Finding::object)
                .containsExactlyInAnyOrder("tools.tags", "metrics");
    }

    @Test
    void theEndOfSomethingIsNotMoved() {
        assertThat(after("UPDATE tools SET expires_at = '2057-01-01 00:00:00' WHERE id = 'a'"))
                .extracting(Finding::object)
                .containsExactly("tools.expires_at");
    }

    @Test
    void whatWasWrittenDownOfWhomWasGivenUpGoesToo() {
        Set<Trial.OldRow> dora = Set.of(new Trial.OldRow("users", "email=dora@example.com"));
        assertThat(after(dora, "DELETE FROM users WHERE email = 'dora@example.com'; DELETE FROM events"))
                .extracting(Finding::object, Finding::key)
                .containsExactlyInAnyOrder(tuple("events", "id=2"), tuple("events", "id=3"));
        assertThat(after(dora, "DELETE FROM events WHERE id = '1'"))
                .as("dora is still there")
                .extracting(Finding::object, Finding::key, Finding::group)
                .containsExactly(tuple(
                        "events",
                        "id=1 (who=dora@example.com)",
                        "rows lost with users email=dora@example.com, which is still there"));
        assertThat(after(dora, "UPDATE events SET what = 'left' WHERE id = '1'"))
                .extracting(Finding::object)
                .containsExactly("events.what");
    }

    @Test
    void whatWasToldBeforeIsNotToldAgain() {
        Finding told = Finding.of(Severity.ERROR, Kind.LOST_ROW, "tools", "id=b", "a row", "no such row");
        assertThat(after("DELETE FROM tools", told)).extracting(Finding::key).containsExactly("id=a");
    }

    @Test
    void theNumberOfALostRowMayBeGivenToAnother() {
        Finding told = Finding.of(Severity.ERROR, Kind.LOST_ROW, "tools", "id=b", "a row", "no such row");
        assertThat(after("UPDATE tools SET tags = '[9]' WHERE id = 'b'", told)).isEmpty();
    }
}
