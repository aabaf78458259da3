package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.store.StoreReader;

/** Every way in which rows can differ is planted once; the control stays green. */
class RowJudgeTest {
    private static final String SCHEMA =
            "CREATE TABLE tools (id VARCHAR(36) NOT NULL PRIMARY KEY, name TEXT, owner INTEGER,"
                    + " enabled BOOLEAN, score FLOAT, seen DATETIME, meta JSON, raw BLOB, price NUMERIC(10,2))";
    private static final String TEAMS = "CREATE TABLE teams (id INTEGER NOT NULL PRIMARY KEY, name TEXT)";
    private static final String MEMBERS =
            "CREATE TABLE members (team_id INTEGER NOT NULL REFERENCES teams(id) ON DELETE CASCADE,"
                    + " email TEXT NOT NULL, PRIMARY KEY (team_id, email))";
    private static final String VERSION = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)";
    private static final String[] SEED = {
        SCHEMA,
        TEAMS,
        MEMBERS,
        VERSION,
        "INSERT INTO alembic_version VALUES ('old')",
        "INSERT INTO teams VALUES (1, 'red'), (2, 'blue'), (10, 'ten')",
        "INSERT INTO members VALUES (1, 'a@x'), (1, 'b@x'), (2, 'a@x')",
        "INSERT INTO tools VALUES ('a', 'weather', 1, 1, 0.1, '2026-01-01 10:00:00.123456', '{\"k\":1,\"l\":[1,2]}', x'00ff', 1.5)",
        "INSERT INTO tools VALUES ('b', 'café', 2, 0, 2.5, '2026-01-02 00:00:00', '[]', x'', 0)",
        "INSERT INTO tools VALUES ('c', '', NULL, 1, 1e300, NULL, 'null', NULL, NULL)"
    };

    @TempDir
    Path folder;

    private SqliteStores stores;

    @BeforeEach
    void stores() {
        stores = new SqliteStores(folder);
    }

    private StoreReader seeded(String... more) {
        List<String> all = new ArrayList<>(List.of(SEED));
        all.addAll(List.of(more));
        return stores.of(all.toArray(new String[0]));
    }

    private RowComparison after(String... plants) {
        try (StoreReader before = seeded();
                StoreReader after = seeded(plants)) {
            return SqliteStores.compare(before, after);
        }
    }

    @Test
    void findsNothingWhereNothingChanged() {
        RowComparison same = after("UPDATE alembic_version SET version_num = 'new'");
        assertThat(same.findings()).isEmpty();
        assertThat(same.rowsCompared()).isEqualTo(9);
        assertThat(same.tablesCompared()).isEqualTo(3);
        assertThat(same.counts()).containsEntry("members", new TableCount(3, 3)).doesNotContainKey("alembic_version");
    }

    @Test
    void aValueThatIsStoredInAnotherFormIsAnother() {
        assertThat(after(
                                "UPDATE tools SET enabled = 'false' WHERE id = 'b'",
                                "UPDATE tools SET score = 2.50, price = 0.0 WHERE id = 'b'")
                        .findings())
                .extracting(Finding::object, Finding::expected, Finding::found)
                .containsExactlyInAnyOrder(tuple("tools.enabled", "false as number", "false as text"));
    }

    @Test
    void aValueInAnotherFormIsSeenWithoutAKeyToo() {
        String table = "CREATE TABLE flags (flag BOOLEAN, at DATETIME)";
        try (StoreReader before = stores.of(table, "INSERT INTO flags VALUES (0, '2026-01-02 00:00:00'), (1.0, NULL)");
                StoreReader after =
                        stores.of(table, "INSERT INTO flags VALUES ('false', '2026-01-02 00:00:00'), (1, NULL)")) {
            assertThat(SqliteStores.compare(before, after).findings())
                    .extracting(Finding::kind)
                    .containsExactlyInAnyOrder(Kind.LOST_ROW, Kind.EXTRA_ROW);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NULL to empty    | UPDATE tools SET name = NULL WHERE id = 'c'                 | tools.name    | ''        | NULL",
                "cut text         | UPDATE tools SET name = 'weathe' WHERE id = 'a'             | tools.name    | 'weather' | 'weathe'",
                "NFC to NFD       | UPDATE tools SET name = concat('cafe', char(769)) WHERE id = 'b'  | tools.name    | 'caf<U+00E9>' | 'cafe<U+0301>'",
                "line ends        | UPDATE tools SET name = concat('weather', char(13)) WHERE id='a'  | tools.name    | 'weather' | 'weather<U+000D>'",
                "invisible        | UPDATE tools SET name = concat('wea', char(8203), 'ther') WHERE id='a' | tools.name | 'weather' | 'wea<U+200B>ther'",
                "one hour         | UPDATE tools SET seen = '2026-01-01 11:00:00.123456' WHERE id='a' | tools.seen | '2026-01-01 10:00:00.123456' | '2026-01-01 11:00:00.123456'",
                "microseconds     | UPDATE tools SET seen = '2026-01-01 10:00:00' WHERE id='a'  | tools.seen    | '2026-01-01 10:00:00.123456' | '2026-01-01 10:00:00'",
                "float rounding   | UPDATE tools SET score = 0.10000000000000002 WHERE id='a'   | tools.score   | 0.1     | 0.10000000000000002",
                "inverted boolean | UPDATE tools SET enabled = 0 WHERE id='a'                   | tools.enabled | true | false",
                "JSON key lost    | UPDATE tools SET meta = '{\"l\":[1,2]}' WHERE id='a'        | tools.meta    | '{\"k\":1,\"l\":[1,2]}' | '{\"l\":[1,2]}'",
                "list reordered   | UPDATE tools SET meta = '{\"k\":1,\"l\":[2,1]}' WHERE id='a' | tools.meta   | '{\"k\":1,\"l\":[1,2]}' | '{\"k\":1,\"l\":[2,1]}'",
                "JSON null        | UPDATE tools SET meta = NULL WHERE id='c'                   | tools.meta    | 'null'    | NULL",
                "bytes            | UPDATE tools SET raw = x'00fe' WHERE id='a'                 | tools.raw     | '\\x00ff' | '\\x00fe'",
                "re-pointed       | UPDATE tools SET owner = 2 WHERE id='a'                     | tools.owner   | 1 | 2"
            })
    void findsOneChangedValue(String what, String plant, String object, String expected, String found) {
        RowComparison result = after(plant);
        assertThat(result.findings())
                .as(what)
                .extracting(Finding::kind, Finding::object, Finding::expected, Finding::found, Finding::severity)
                .containsExactly(tuple(Kind.CHANGED_VALUE, object, expected, found, Severity.ERROR));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UPDATE tools SET meta = '{\"l\": [1, 2],  \"k\": 1.0}' WHERE id='a'",
                "UPDATE tools SET seen = '2026-01-02T00:00:00.000' WHERE id='b'",
                "UPDATE tools SET price = 1.50 WHERE id='a'"
            })
    void anotherSpellingOfTheSameIsNoDifference(String plant) {
        assertThat(after(plant).findings()).isEmpty();
    }

    @Test
    void findsALostRowAndItsChildrenInOneGroup() {
        RowComparison result = after(
                "DELETE FROM members WHERE team_id = 1",
                "DELETE FROM teams WHERE id = 1",
                "UPDATE members SET email = 'c@x' WHERE team_id = 2");
        assertThat(result.findings())
                .extracting(Finding::kind, Finding::object, Finding::key, Finding::group)
                .contains(
                        tuple(Kind.LOST_ROW, "teams", "id=1 (name=red)", "row lost from teams: id=1 (name=red)"),
                        tuple(Kind.LOST_ROW, "members", "team_id=1, email=a@x", "row lost from teams: id=1 (name=red)"),
                        tuple(Kind.LOST_ROW, "members", "team_id=1, email=b@x", "row lost from teams: id=1 (name=red)"),
                        tuple(
                                Kind.LOST_ROW,
                                "members",
                                "team_id=2, email=a@x",
                                "row lost from members: team_id=2, email=a@x"))
                .hasSize(5);
    }

    @Test
    void findsADuplicatedRow() {
        RowComparison result = after("INSERT INTO teams VALUES (3, 'red')");
        assertThat(result.findings())
                .extracting(Finding::kind, Finding::object, Finding::key)
                .containsExactly(tuple(Kind.EXTRA_ROW, "teams", "id=3 (name=red)"));
    }

    @Test
    void saysThatARowHasAnotherKey() {
        RowComparison result = after("UPDATE teams SET id = 11 WHERE id = 10");
        assertThat(result.findings()).hasSize(2);
        assertThat(result.findings().get(0).found())
                .isEqualTo("no row with this key; a row with the same content is there as id=11 (name=ten)");
        assertThat(result.findings()).extracting(Finding::group).containsOnly("row lost from teams: id=10 (name=ten)");
    }

    @Test
    void findsSwappedValues() {
        RowComparison result =
                after("UPDATE teams SET name = CASE id WHEN 1 THEN 'blue' WHEN 2 THEN 'red' ELSE name END");
        assertThat(result.findings())
                .extracting(Finding::key, Finding::expected, Finding::found)
                .containsExactly(
                        tuple("id=1 (name=red)", "'red'", "'blue'"), tuple("id=2 (name=blue)", "'blue'", "'red'"));
    }

    @Test
    void findsALostColumnAndALostTable() {
        RowComparison result = after("ALTER TABLE tools DROP COLUMN owner", "DROP TABLE members");
        assertThat(result.findings())
                .extracting(Finding::kind, Finding::object, Finding::expected, Finding::found)
                .containsExactlyInAnyOrder(
                        tuple(Kind.CHANGED_VALUE, "tools.owner", "2 non-null values", "the column is gone"),
                        tuple(Kind.LOST_ROW, "members", "3 rows", "the table is gone"));
    }

    @Test
    void findsEverythingLostWhenTheNewStoreIsEmpty() {
        try (StoreReader before = seeded();
                StoreReader after = stores.of("CREATE TABLE other (x TEXT)")) {
            assertThat(SqliteStores.compare(before, after).findings())
                    .extracting(Finding::object)
                    .containsExactlyInAnyOrder("members", "teams", "tools");
        }
    }

    @Test
    void anEmptyOldStoreIsNoJudgement() {
        try (StoreReader before = stores.of(TEAMS, VERSION, "INSERT INTO alembic_version VALUES ('x')");
                StoreReader after = seeded();
                StoreReader bare = stores.of(VERSION)) {
            assertThatThrownBy(() -> SqliteStores.compare(before, after))
                    .isInstanceOf(BrokenEnvironment.class)
                    .hasMessageContaining("no row");
            assertThatThrownBy(() -> SqliteStores.compare(bare, after))
                    .isInstanceOf(BrokenEnvironment.class)
                    .hasMessageContaining("no table");
        }
    }

    @Test
    void comparesTablesWithoutKeyAsMultisets() {
        String log = "CREATE TABLE log (line TEXT, meta JSON)";
        String[] old = {
            log, "INSERT INTO log VALUES ('a', '{\"x\":1,\"y\":2}'), ('a', '{\"x\":1,\"y\":2}'), ('b', NULL)"
        };
        try (StoreReader before = stores.of(old);
                StoreReader same = stores.of(
                        log,
                        "INSERT INTO log VALUES ('b', NULL), ('a', '{\"y\":2,\"x\":1}'), ('a', '{\"x\":1,\"y\":2}')");
                StoreReader fewer =
                        stores.of(log, "INSERT INTO log VALUES ('b', NULL), ('a', '{\"y\":2,\"x\":1}'), ('c', '')")) {
            assertThat(SqliteStores.compare(before, same).findings()).isEmpty();
            assertThat(SqliteStores.compare(before, fewer).findings())
                    .extracting(Finding::kind, Finding::object)
                    .containsExactlyInAnyOrder(tuple(Kind.LOST_ROW, "log"), tuple(Kind.EXTRA_ROW, "log"));
        }
    }

    @Test
    void foldsWhatNobodyReadsOneByOne() {
        String table = "CREATE TABLE n (id INTEGER PRIMARY KEY, v INTEGER)";
        String fill =
                "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c WHERE i < 1500) INSERT INTO n SELECT i, ";
        try (StoreReader before = stores.of(table, fill + "1 FROM c");
                StoreReader after = stores.of(table, fill + "2 FROM c")) {
            List<Finding> findings = SqliteStores.compare(before, after).findings();
            assertThat(findings).hasSize(1001);
            assertThat(findings.get(1000).expected()).isEqualTo("1500 differences of this kind");
            assertThat(findings).extracting(Finding::group).containsOnly("n.v changed");
            assertThat(SqliteStores.lines(before, after)).hasSize(1500);
        }
    }

    @Test
    void ordersKeysAsTheDatabaseDoes() {
        String table = "CREATE TABLE k (id TEXT NOT NULL PRIMARY KEY)";
        String keys = "INSERT INTO k VALUES ('a'), ('B'), ('_'), ('é'), (char(65535)), (char(128512)), ('a b'), ('')";
        try (StoreReader before = stores.of(table, keys);
                StoreReader after = stores.of(table, keys)) {
            assertThat(SqliteStores.compare(before, after).findings()).isEmpty();
        }
    }
}
