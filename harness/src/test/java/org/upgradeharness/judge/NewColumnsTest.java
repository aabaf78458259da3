package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.StoreReader;

class NewColumnsTest {
    private static final String OLD = "CREATE TABLE tools (id VARCHAR(36) PRIMARY KEY, name TEXT)";
    private static final String NEW = "CREATE TABLE tools (id VARCHAR(36) PRIMARY KEY, name TEXT,"
            + " deprecated BOOLEAN NOT NULL DEFAULT 0, mode VARCHAR(9) DEFAULT 'cache', tries INTEGER DEFAULT '0',"
            + " slug TEXT, made DATETIME DEFAULT CURRENT_TIMESTAMP)";

    @TempDir
    Path folder;

    private SqliteStores stores;

    @BeforeEach
    void stores() {
        stores = new SqliteStores(folder);
    }

    private List<String> found(List<AllowedChange> declared, String... rows) {
        try (StoreReader before = old();
                StoreReader after = with(rows);
                StoreReader fresh = stores.of(NEW)) {
            return told(NewColumns.judge(before, after, fresh.catalogue(), declared));
        }
    }

    private StoreReader old() {
        return stores.of(OLD, "INSERT INTO tools VALUES ('a', 'one'), ('b', 'two')");
    }

    private StoreReader with(String... rows) {
        return stores.of(NEW, "INSERT INTO tools VALUES " + String.join(", ", rows));
    }

    private static List<String> told(List<Finding> findings) {
        return findings.stream()
                .map(f -> f.severity() + " " + f.object() + ": " + f.expected() + "; " + f.found())
                .toList();
    }

    @Test
    void oldRowsHaveWhatAFreshInstallationFillsIn() {
        assertThat(found(
                        List.of(),
                        "('a', 'one', 0, 'cache', 0, 'x', '2026-01-01')",
                        "('b', 'two', 0, 'cache', '0', NULL, NULL)"))
                .isEmpty();
    }

    @Test
    void anotherValueIsAnErrorAndNoneAWarning() {
        String told = ", as a fresh installation fills this new column; ";
        assertThat(found(
                        List.of(),
                        "('a', 'one', 1, 'direct', 0, 'x', '2026-01-01')",
                        "('b', 'two', 1, NULL, 3, NULL, NULL)"))
                .containsExactlyInAnyOrder(
                        "ERROR tools.deprecated: 0" + told + "1 in 2 of 2",
                        "WARNING tools.mode: cache" + told + "NULL in 1 of 2",
                        "ERROR tools.mode: cache" + told + "direct in 1 of 2",
                        "ERROR tools.tries: 0" + told + "3 in 1 of 2");
    }

    @Test
    void rowsThatTheReleaseMadeAreItsOwnAndWhatWasRenamedIsNotNew() {
        assertThat(found(List.of(), "('a', 'one', 0, 'cache', 0, '', '')", "('c', 'new', 1, 'direct', 7, '', '')"))
                .isEmpty();
        AllowedChange renamed = new AllowedColumnRename(
                "tools", "kind", "mode", Version.parse("1.0.0"), false, null, "another name for the same");
        assertThat(found(List.of(renamed), "('a', 'one', 0, 'direct', 0, '', '')"))
                .isEmpty();
    }

    private List<String> forgotten(String... rows) {
        try (StoreReader before = old();
                StoreReader after = with(rows)) {
            return told(BackFill.forgotten(before, after, List.of()));
        }
    }

    @Test
    void whatTheReleaseFillsInItsOwnRowsIsNotEmptyInOldOnes() {
        assertThat(forgotten(
                        "('a', 'one', 0, NULL, 0, 'x', '')",
                        "('b', 'two', 0, NULL, 0, NULL, '')",
                        "('c', 'new', 0, 'm', 0, 'y', '')"))
                .containsExactly("WARNING tools.slug: filled, as in all 1 rows that the release made; NULL in 1 of 2");
    }

    @Test
    void whatItLeavesEmptyItselfOrNeverMadeSaysNothing() {
        String old = "('a', 'one', 0, 'm', 0, NULL, '')";
        assertThat(forgotten(old)).isEmpty();
        assertThat(forgotten(old, "('c', 'new', 0, 'm', 0, 'x', '')", "('d', 'new', 0, 'm', 0, NULL, '')"))
                .isEmpty();
    }

    private List<String> copied(String... rows) {
        String old = "CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT, owner TEXT)";
        try (StoreReader before = stores.of(
                        old,
                        "INSERT INTO people VALUES ('a', 'Ann One', 'x'), ('b', 'Bea Two', 'x'), ('c', 'Cyd', 'y')");
                StoreReader after = stores.of(
                        "CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT, owner TEXT, slug TEXT, asked_by TEXT)",
                        "INSERT INTO people VALUES ('a', 'Ann One', 'x', " + String.join("), (", rows) + ")")) {
            return told(CopiedValues.judge(before, after, List.of()));
        }
    }

    private static final String[] MADE = {
        "'d', 'Dan Four', 'x', 'dan-four', 'x'", "'e', 'Eve', 'y', 'eve', 'y'", "'f', 'Fay', 'x', 'fay', 'x'"
    };

    @Test
    void whatComesOfTheRowsOwnNameIsNotThatOfAnother() {
        assertThat(copied(
                        "'bea-two', 'y'",
                        "'b', 'Bea Two', 'x', 'else', 'y'",
                        "'c', 'Cyd', 'y', NULL, 'x'",
                        MADE[0],
                        MADE[1],
                        MADE[2]))
                .containsExactly(
                        "ERROR people.slug: the slug of name, as in all rows that the release made; that of another row:"
                                + " 'bea-two'; something else in 2 of 3");
        assertThat(copied("'ann-one', 'y'", "'b', 'Bea Two', 'x', 'else', 'y'", MADE[0], MADE[1], MADE[2]))
                .isEmpty();
    }

    @Test
    void ofOneRowOrOfSuchThatDifferNothingIsConcluded() {
        String[] swapped = {"'bea-two', 'y'", "'b', 'Bea Two', 'x', 'ann-one', 'y'"};
        assertThat(copied(swapped[0], swapped[1], MADE[0])).isEmpty();
        assertThat(copied(swapped[0], swapped[1], MADE[0], MADE[1], "'g', 'Gus', 'x', 'of-his-own', 'x'"))
                .isEmpty();
        assertThat(copied(swapped[0], swapped[1], MADE[0], MADE[1])).hasSize(1);
    }

    @Test
    void nullWrittenAsJsonIsNothing() {
        String old = "CREATE TABLE tools (id TEXT PRIMARY KEY)";
        String now = "CREATE TABLE tools (id TEXT PRIMARY KEY, extra JSON)";
        try (StoreReader before = stores.of(old, "INSERT INTO tools VALUES ('a')");
                StoreReader after = stores.of(now, "INSERT INTO tools VALUES ('a', NULL), ('b', 'null')");
                StoreReader filled = stores.of(now, "INSERT INTO tools VALUES ('a', 'null'), ('b', '{}')")) {
            assertThat(BackFill.forgotten(before, after, List.of())).isEmpty();
            assertThat(BackFill.forgotten(before, filled, List.of())).hasSize(1);
        }
    }
}
