package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.CodeObject;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.SequenceState;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.store.Table;

/** Every severity rule is planted once; equal schemas, also with other names and another order, give nothing that fails. */
class SchemaJudgeTest {
    private static final String TEAMS = "CREATE TABLE teams (id INTEGER PRIMARY KEY, name VARCHAR(50) NOT NULL)";
    private static final String TOOLS =
            "CREATE TABLE tools (id VARCHAR(36) NOT NULL, name VARCHAR(255) NOT NULL, note TEXT,"
                    + " team_id INTEGER, enabled BOOLEAN DEFAULT 1 NOT NULL, meta JSON, CONSTRAINT pk PRIMARY KEY (id),"
                    + " CONSTRAINT uq_name UNIQUE (team_id, name), CONSTRAINT ck_name CHECK (name <> 'x, (y'),"
                    + " FOREIGN KEY(team_id) REFERENCES teams (id) ON DELETE CASCADE)";
    private static final String INDEX = "CREATE INDEX ix_tools_note ON tools (note)";
    private static final String PARTIAL = "CREATE UNIQUE INDEX uq_note ON tools (note) WHERE enabled = 1";

    @TempDir
    Path folder;

    private SqliteStores stores;

    @BeforeEach
    void stores() {
        stores = new SqliteStores(folder);
    }

    private List<Finding> compare(String teams, String tools, String... more) {
        String[] upgraded = new String[more.length + 2];
        upgraded[0] = teams;
        upgraded[1] = tools;
        System.arraycopy(more, 0, upgraded, 2, more.length);
        try (StoreReader fresh = stores.of(TEAMS, TOOLS, INDEX, PARTIAL);
                StoreReader up = stores.of(upgraded)) {
            return SchemaJudge.compare(up.catalogue(), fresh.catalogue(), up::count);
        }
    }

    @Test
    void equalSchemasGiveNothing() {
        assertThat(compare(TEAMS, TOOLS, INDEX, PARTIAL)).isEmpty();
        String reordered = TOOLS.replace(
                        "name VARCHAR(255) NOT NULL, note TEXT", "note  text, name varchar ( 255 ) NOT NULL")
                .replace("name <> 'x, (y'", "( \"name\"<>'x, (y' )".replace("\"name\"<>", "\"name\" <> "));
        assertThat(compare(TEAMS, reordered, INDEX, PARTIAL)).isEmpty();
    }

    @Test
    void whatNoPragmaTellsIsComparedAsText() {
        String options = "CREATE TABLE %s (id INTEGER PRIMARY KEY%s, mail TEXT%s, twice INTEGER AS (%s), up INTEGER,"
                + " CONSTRAINT %s FOREIGN KEY (up) REFERENCES o (id)%s)%s";
        try (StoreReader fresh = stores.of(
                        options.formatted(
                                "o",
                                " AUTOINCREMENT",
                                " COLLATE NOCASE",
                                "id * 2",
                                "fk",
                                " DEFERRABLE INITIALLY DEFERRED",
                                ""),
                        "CREATE INDEX ix ON o (mail COLLATE NOCASE, up DESC)");
                StoreReader up = stores.of(
                        options.formatted("o", "", "", "id * 3", "other", "", ""), "CREATE INDEX ix ON o (mail, up)")) {
            assertThat(SchemaJudge.compare(up.catalogue(), fresh.catalogue()))
                    .filteredOn(f -> f.severity() == Severity.WARNING)
                    .extracting(Finding::object, Finding::expected, Finding::found)
                    .containsExactlyInAnyOrder(
                            tuple("o.id", "autoincrement", "no such column option"),
                            tuple("o.mail", "collate nocase", "no such column option"),
                            tuple("o.twice", "'as id * 2'", "'as id * 3'"),
                            tuple(
                                    "o foreign key(up)references o(id)",
                                    "deferrable initially deferred",
                                    "no such constraint option"),
                            tuple("o.ix", "mail collate nocase, up desc", "no such index option"));
        }
    }

    @Test
    void aTableThatACrashEmptiesIsAnError() {
        List<Table> tables = List.of(new Table("tools", List.of(), List.of(), List.of(), List.of(), List.of()));
        Catalogue fresh = new Catalogue(Engine.POSTGRES, tables, List.of(), List.of(), List.of());
        Catalogue up = new Catalogue(
                Engine.POSTGRES,
                tables,
                List.of(),
                List.of(),
                List.of(new CodeObject("table option", "tools", "tools", "unlogged")));
        assertThat(SchemaJudge.compare(up, fresh))
                .extracting(Finding::severity, Finding::object, Finding::found)
                .containsExactly(tuple(Severity.ERROR, "tools", "unlogged"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "lost column        | meta JSON,            |                            | error   | tools.meta    | columns missing",
                "extra column       | note TEXT,            | note TEXT, old TEXT,       | note    | tools.old     | unknown columns left",
                "must be filled     | note TEXT,            | note TEXT, old TEXT NOT NULL, | error | tools.old    | unknown columns that must be filled",
                "not null           | note TEXT             | note TEXT NOT NULL         | error   | tools.note    | columns refuse NULL that a fresh install accepts",
                "not null default   | note TEXT             | note TEXT DEFAULT '' NOT NULL | warning | tools.note | columns refuse an explicit NULL, but have a default",
                "nullable           | name VARCHAR(255) NOT NULL | name VARCHAR(255)     | warning | tools.name    | columns accept NULL that a fresh install refuses",
                "length on SQLite   | VARCHAR(255)          | VARCHAR(50)                | note    | tools.name    | length limits narrower than fresh (SQLite does not enforce it)",
                "incompatible       | note TEXT             | note INTEGER               | error   | tools.note    | incompatible types: integer instead of text",
                "json as text       | meta JSON             | meta TEXT                  | warning | tools.meta    | values may be stored in another form: text instead of json",
                "lost default       | DEFAULT 1 NOT NULL    | NOT NULL                   | warning | tools.enabled | defaults missing",
                "other default      | DEFAULT 1             | DEFAULT 0                  | warning | tools.enabled | defaults differ",
                "same default       | DEFAULT 1             | DEFAULT true               | none    |               | ",
                "extra default      | note TEXT             | note TEXT DEFAULT 'a'      | note    | tools.note    | defaults that a fresh install has not",
                "other key          | PRIMARY KEY (id)      | PRIMARY KEY (id, name)     | error   | tools         | another primary key",
                "lost check         | , CONSTRAINT ck_name CHECK (name <> 'x, (y') |     | warning | tools.ck_name | checks missing",
                "extra check        | meta JSON             | meta JSON CHECK (length(meta) > 1) | error | tools.check | checks that a fresh install has not",
                "boolean check      | meta JSON             | meta JSON, CHECK (enabled IN (0, 1)) | note | tools.check | checks that a boolean is 0 or 1",
                "named otherwise    | ck_name               | ck_other                   | note    | tools.ck_name | other names of constraints",
                "lost unique        | CONSTRAINT uq_name UNIQUE (team_id, name), |       | warning | tools.uq_name | uniques missing",
                "extra unique       | meta JSON             | meta JSON, UNIQUE (name)   | error   | tools.unique (name) | uniques that a fresh install has not",
                "wider unique       | meta JSON             | meta JSON, UNIQUE (note, team_id, name) | note | tools.unique (note, team_id, name) | uniques that refuse nothing more",
                "lost foreign key   | , FOREIGN KEY(team_id) REFERENCES teams (id) ON DELETE CASCADE | | warning | tools.foreign key (team_id) -> teams (id) | foreign keys missing",
                "lost cascade       | ON DELETE CASCADE     |                            | warning | tools.foreign key (team_id) -> teams (id) | foreign keys with a weaker action than fresh",
                "extra foreign key  | meta JSON             | meta JSON REFERENCES teams (id) | error | tools.foreign key (meta) -> teams (id) | foreign keys that a fresh install has not"
            })
    void tellsTheConsequence(String what, String from, String to, String severity, String object, String group) {
        assertThat(TOOLS).contains(from);
        List<Finding> found = compare(TEAMS, TOOLS.replace(from, to == null ? "" : to), INDEX, PARTIAL).stream()
                .filter(f -> !f.object().equals("tools.uq_note") || what.contains("unique"))
                .toList();
        if (severity.equals("none")) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found)
                    .extracting(f -> f.severity().id(), Finding::object, Finding::group, Finding::kind)
                    .contains(tuple(severity, object, group, Kind.SCHEMA_DIFFERENCE));
        }
    }

    @Test
    void looksAtIndexesByWhatTheyCover() {
        assertThat(compare(TEAMS, TOOLS, PARTIAL))
                .extracting(Finding::severity, Finding::object, Finding::expected)
                .containsExactly(tuple(Severity.WARNING, "tools.ix_tools_note", "index (note)"));
        assertThat(compare(TEAMS, TOOLS, INDEX.replace("ix_tools_note", "other"), PARTIAL))
                .extracting(Finding::severity, Finding::group)
                .containsExactly(tuple(Severity.NOTE, "other names of indexes"));
        assertThat(compare(TEAMS, TOOLS, INDEX, "CREATE UNIQUE INDEX uq_note ON tools (note)"))
                .extracting(Finding::severity, Finding::object)
                .contains(tuple(Severity.ERROR, "tools.uq_note"));
        String asIndex = TOOLS.replace("CONSTRAINT uq_name UNIQUE (team_id, name),", "");
        assertThat(compare(TEAMS, asIndex, INDEX, PARTIAL, "CREATE UNIQUE INDEX uq_name ON tools (team_id, name)"))
                .extracting(Finding::severity, Finding::group)
                .containsExactly(tuple(Severity.NOTE, "uniques in another form"));
    }

    @Test
    void looksAtTablesAndCode() {
        assertThat(compare(
                        TEAMS,
                        TOOLS,
                        INDEX,
                        PARTIAL,
                        "CREATE TABLE _alembic_tmp_x (a TEXT)",
                        "INSERT INTO _alembic_tmp_x VALUES ('1')"))
                .extracting(Finding::severity, Finding::object, Finding::found)
                .containsExactly(tuple(Severity.WARNING, "_alembic_tmp_x", "table with 1 rows"));
        assertThat(compare("CREATE VIEW v AS SELECT 1", TOOLS, INDEX, PARTIAL))
                .extracting(Finding::severity, Finding::object, Finding::group)
                .contains(
                        tuple(Severity.ERROR, "teams", "tables missing"),
                        tuple(Severity.WARNING, "v", "unknown views left"));
        assertThat(compare(TEAMS.replace("INTEGER PRIMARY KEY", "BIGINT NOT NULL PRIMARY KEY"), TOOLS, INDEX, PARTIAL))
                .extracting(Finding::severity, Finding::group)
                .contains(tuple(Severity.ERROR, "columns not filled by the store any more"));
    }

    @Test
    void aSequenceBehindItsTableIsAnError() {
        Catalogue behind = sequence(5, 7L);
        assertThat(SchemaJudge.compare(behind, behind))
                .extracting(Finding::kind, Finding::object, Finding::severity)
                .containsExactly(tuple(Kind.SEQUENCE_BEHIND, "t.id", Severity.ERROR));
        assertThat(SchemaJudge.compare(sequence(8, 7L), behind)).isEmpty();
        assertThat(SchemaJudge.compare(sequence(1, null), behind)).isEmpty();
    }

    private static Catalogue sequence(long next, Long max) {
        return new Catalogue(
                Engine.POSTGRES,
                List.of(),
                List.of(new SequenceState("s", "t", "id", next, max)),
                List.of(),
                List.of());
    }
}
