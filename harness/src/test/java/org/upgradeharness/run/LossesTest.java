package org.upgradeharness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.judge.AllowedChange;
import org.upgradeharness.judge.AllowedColumnRename;
import org.upgradeharness.judge.AllowedRekey;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.RowJudge;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.judge.Showing;
import org.upgradeharness.product.GoingBack;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.SqliteStores;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;

/** What is not as it was after going back is told apart: of the old release, made since and lost, made since and kept. */
class LossesTest {
    private static final Version GA = Version.parse("1.0.0");
    private static final String OLD = "CREATE TABLE tools (id TEXT PRIMARY KEY, name TEXT);"
            + "INSERT INTO tools VALUES ('a', 'weather'), ('b', 'time');";
    private static final String NEW = "CREATE TABLE tools (id TEXT PRIMARY KEY, name TEXT, title TEXT);"
            + "CREATE TABLE tasks (id TEXT PRIMARY KEY);"
            + "INSERT INTO tools VALUES ('a', 'weather', NULL), ('b', 'time', NULL), ('c', 'made since', 'T');"
            + "INSERT INTO tasks VALUES ('t');";
    private static final String KEPT = OLD + "INSERT INTO tools VALUES ('c', 'made since');";
    private static final GoingBack DECLARED =
            new GoingBack(GA, null, List.of("tasks"), List.of("tools.title"), null, List.of(), "came with 1.0.0");

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

    private List<Finding> losses(String old, String used, String back, LossRules rules, List<AllowedChange> forward) {
        try (StoreReader before = store(old);
                StoreReader up = store(used);
                StoreReader after = store(back)) {
            return new Losses(before, up, after, rules)
                    .findings(
                            RowJudge.compare(before, after, List.of(), line -> {}),
                            forward,
                            line -> {},
                            new Showing(true));
        }
    }

    private static LossRules declared(GoingBack... entries) {
        return new LossRules(List.of(entries), null);
    }

    @Test
    void whatIsDeclaredIsANoteWithItsReason() {
        assertThat(losses(OLD, NEW, KEPT, declared(DECLARED), List.of()))
                .extracting(Finding::severity, Finding::kind, Finding::object, Finding::found, Finding::known)
                .containsExactlyInAnyOrder(
                        tuple(
                                Severity.NOTE,
                                Kind.LOST_BY_ROLLBACK,
                                "tasks",
                                "the table is gone with 1 rows",
                                "came with 1.0.0"),
                        tuple(
                                Severity.NOTE,
                                Kind.LOST_BY_ROLLBACK,
                                "tools.title",
                                "the column is gone with 1 values",
                                "came with 1.0.0"));
    }

    @Test
    void whatTheOldReleaseNeverHadIsAWarningWhereItIsNotDeclared() {
        assertThat(losses(OLD, NEW, KEPT, declared(), List.of()))
                .allMatch(f -> f.severity() == Severity.WARNING && f.known() == null)
                .extracting(Finding::object)
                .containsExactlyInAnyOrder("tasks", "tools.title");
    }

    @Test
    void aRowMadeSinceThatIsGoneIsLostByGoingBack() {
        assertThat(losses(OLD, NEW, OLD, declared(DECLARED), List.of()))
                .filteredOn(f -> f.severity() == Severity.ERROR)
                .extracting(Finding::kind, Finding::object, Finding::key)
                .containsExactly(tuple(Kind.LOST_BY_ROLLBACK, "tools", "id=c (name=made since)"));
    }

    @Test
    void aRowOfTheOldReleaseThatIsGoneIsLost() {
        assertThat(losses(OLD, NEW, KEPT + "DELETE FROM tools WHERE id = 'b';", declared(DECLARED), List.of()))
                .filteredOn(f -> f.severity() == Severity.ERROR)
                .extracting(Finding::kind, Finding::object, Finding::key)
                .containsExactly(tuple(Kind.LOST_ROW, "tools", "id=b (name=time)"));
    }

    @Test
    void aValueOfTheOldReleaseThatIsAnotherIsChanged() {
        String changed = KEPT + "UPDATE tools SET name = '' WHERE id = 'a';";
        assertThat(losses(OLD, NEW, changed, declared(DECLARED), List.of()))
                .filteredOn(f -> f.severity() == Severity.ERROR)
                .extracting(Finding::kind, Finding::object)
                .containsExactly(tuple(Kind.CHANGED_VALUE, "tools.name"));
    }

    @Test
    void aRowThatNobodyMadeIsExtra() {
        String extra = KEPT + "INSERT INTO tools VALUES ('x', 'whence');";
        assertThat(losses(OLD, NEW, extra, declared(DECLARED), List.of()))
                .filteredOn(f -> f.severity() == Severity.ERROR)
                .extracting(Finding::kind, Finding::key)
                .containsExactly(tuple(Kind.EXTRA_ROW, "id=x (name=whence)"));
    }

    @Test
    void afterARestoreAllThatWasWrittenSinceIsGoneForThatReason() {
        assertThat(losses(OLD, NEW, OLD, new LossRules(List.of(), "written since"), List.of()))
                .allMatch(f -> f.severity() == Severity.NOTE && "written since".equals(f.known()))
                .extracting(Finding::object)
                .containsExactlyInAnyOrder("tools", "tasks", "tools.title");
    }

    @Test
    void otherKeysAndNamesAreFollowedBack() {
        List<AllowedChange> forward = List.of(
                new AllowedRekey("tools", "id", null, List.of("name"), null, GA, false, null, "UUIDs"),
                new AllowedColumnRename("tools", "active", "enabled", GA, false, null, "as everywhere"));
        String old = "CREATE TABLE tools (id INTEGER PRIMARY KEY, name TEXT, active INTEGER);"
                + "INSERT INTO tools VALUES (1, 'weather', 1);";
        String used = "CREATE TABLE tools (id TEXT PRIMARY KEY, name TEXT, enabled INTEGER);"
                + "INSERT INTO tools VALUES ('u-u', 'weather', 1), ('i-d', 'made since', 0);";
        String made = "INSERT INTO tools VALUES (2, 'made since', 0);";
        assertThat(losses(old, used, old + made, declared(), forward)).isEmpty();
        assertThat(losses(old, used, old, declared(), forward))
                .extracting(Finding::kind, Finding::object)
                .containsExactly(tuple(Kind.LOST_BY_ROLLBACK, "tools"));
    }
}
