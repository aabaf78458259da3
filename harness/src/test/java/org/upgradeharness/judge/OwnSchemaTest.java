package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.store.StoreReader;

/** What people made beside the gateway is not left behind by a migration, and may not be lost by it. */
class OwnSchemaTest {
    private static final String TOOLS = "CREATE TABLE tools (id TEXT PRIMARY KEY, name TEXT)";
    private static final String[] OWN = {
        TOOLS,
        "CREATE TABLE \"My Notes\" (id INTEGER)",
        "CREATE VIEW own_view AS SELECT name FROM tools",
        "CREATE TRIGGER own_trigger AFTER UPDATE ON tools BEGIN SELECT 1; END",
        "CREATE INDEX own_index ON tools (name)"
    };

    @TempDir
    Path folder;

    private SqliteStores stores;

    @BeforeEach
    void stores() {
        stores = new SqliteStores(folder);
    }

    private List<Finding> after(String... upgraded) {
        try (StoreReader installed = stores.of(TOOLS);
                StoreReader old = stores.of(OWN);
                StoreReader now = stores.of(upgraded)) {
            return judged(installed, old, now);
        }
    }

    @Test
    void whatIsStillThereIsNothing() {
        assertThat(after(OWN)).allMatch(f -> f.severity() == Severity.NOTE);
    }

    @Test
    void whatIsGoneIsLost() {
        assertThat(after(TOOLS))
                .extracting(Finding::severity, Finding::object, Finding::found)
                .containsExactlyInAnyOrder(
                        tuple(Severity.ERROR, "My Notes", "no such table"),
                        tuple(Severity.ERROR, "own_view", "no such view"),
                        tuple(Severity.ERROR, "tools.own_trigger", "no such trigger"),
                        tuple(Severity.WARNING, "tools.own_index", "no such index"));
    }

    @Test
    void whatPeopleAddedToATableOfTheGatewaysIsNoErrorAndIsMissedWhenItIsGone() {
        String theirs = "CREATE TABLE tools (id TEXT PRIMARY KEY, name TEXT, own_note TEXT, CHECK (name <> ''),"
                + " CONSTRAINT own_uq UNIQUE (name), FOREIGN KEY (own_note) REFERENCES tools (id))";
        try (StoreReader installed = stores.of(TOOLS);
                StoreReader old = stores.of(theirs)) {
            assertThat(judged(installed, old, old))
                    .extracting(Finding::severity, Finding::object)
                    .containsExactlyInAnyOrder(
                            tuple(Severity.NOTE, "tools.own_note"),
                            tuple(Severity.WARNING, "tools.check"),
                            tuple(Severity.WARNING, "tools.own_uq"),
                            tuple(Severity.WARNING, "tools.foreign key (own_note) -> tools (id)"));
            assertThat(judged(installed, old, installed))
                    .extracting(Finding::severity, Finding::object, Finding::found)
                    .containsExactlyInAnyOrder(
                            tuple(Severity.WARNING, "tools.own_note", "no such column"),
                            tuple(Severity.WARNING, "tools.check", "no such check"),
                            tuple(Severity.WARNING, "tools.own_uq", "no such unique"),
                            tuple(
                                    Severity.WARNING,
                                    "tools.foreign key (own_note) -> tools (id)",
                                    "no such foreign key"));
            assertThat(judged(installed, installed, old))
                    .as("what only the migration added")
                    .filteredOn(f -> f.severity() == Severity.ERROR)
                    .hasSize(3);
        }
    }

    private static List<Finding> judged(StoreReader installed, StoreReader old, StoreReader now) {
        return PostgresJudgeContract.own(installed, old, now, installed);
    }

    @Test
    void aRowMoreInOnesOwnTableIsNoErrorAndInOthersIs() {
        try (StoreReader installed = stores.of(TOOLS)) {
            List<Finding> rows = List.of(
                    Finding.of(Severity.ERROR, Kind.EXTRA_ROW, "My Notes", "id=1", "no such row", "id=1"),
                    Finding.of(Severity.ERROR, Kind.LOST_ROW, "My Notes", "id=2", "id=2", "no such row"),
                    Finding.of(Severity.ERROR, Kind.EXTRA_ROW, "tools", "id=1", "no such row", "id=1"));
            assertThat(OwnSchema.ofRows(rows, installed.catalogue()))
                    .extracting(Finding::severity)
                    .containsExactly(Severity.WARNING, Severity.ERROR, Severity.ERROR);
        }
    }

    @Test
    void whatTheMigrationLeavesIsStillTold() {
        String[] more = List.of(
                        TOOLS,
                        OWN[1],
                        OWN[2],
                        OWN[3],
                        OWN[4],
                        "CREATE TABLE _alembic_tmp_tools (id INTEGER)",
                        "CREATE TRIGGER left_over AFTER INSERT ON tools BEGIN SELECT 1; END")
                .toArray(new String[0]);
        assertThat(after(more))
                .filteredOn(f -> f.severity() != Severity.NOTE)
                .extracting(Finding::severity, Finding::object)
                .containsExactlyInAnyOrder(
                        tuple(Severity.WARNING, "_alembic_tmp_tools"), tuple(Severity.ERROR, "tools.left_over"));
    }
}
