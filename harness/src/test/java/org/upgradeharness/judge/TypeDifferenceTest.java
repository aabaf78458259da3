package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.upgradeharness.store.ColumnType;
import org.upgradeharness.store.Engine;

class TypeDifferenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "varchar(10)   | varchar(20)    | ERROR   | length limits narrower than fresh",
                "varchar(20)   | varchar(10)    | NOTE    | length limits wider than fresh",
                "varchar(10)   | text           | ERROR   | length limits that a fresh install has not",
                "text          | varchar(10)    | NOTE    | length limits missing",
                "text          | varchar        | NOTE    | another name of the same text type",
                "char(10)      | varchar(10)    | WARNING | char instead of varchar or the other way round",
                "integer       | bigint         | ERROR   | narrower numbers",
                "bigint        | smallint       | NOTE    | wider numbers",
                "numeric(8,2)  | numeric(10,2)  | ERROR   | narrower numbers",
                "numeric(10,2) | numeric(10,3)  | ERROR   | narrower numbers",
                "numeric(10,3) | numeric(10,2)  | ERROR   | narrower numbers",
                "numeric(11,3) | numeric(10,2)  | NOTE    | wider numbers",
                "numeric(10)   | numeric(9)     | NOTE    | wider numbers",
                "numeric(10,2) | numeric        | ERROR   | narrower numbers",
                "numeric       | numeric(10,2)  | NOTE    | wider numbers",
                "real          | double precision | ERROR | narrower numbers",
                "double precision | real        | NOTE    | wider numbers",
                "numeric       | integer        | NOTE    | wider numbers",
                "numeric(5)    | integer        | ERROR   | another kind of number",
                "integer       | numeric        | ERROR   | another kind of number",
                "json          | jsonb          | WARNING | json and jsonb differ in operators and indexes",
                "timestamp     | timestamptz    | WARNING | times with and without zone",
                "text          | json           | WARNING | text where a fresh install checks the form",
                "varchar(9)    | json           | ERROR   | incompatible types",
                "json          | text           | ERROR   | incompatible types",
                "text          | integer        | ERROR   | incompatible types",
                "timestamp     | date           | ERROR   | incompatible types"
            })
    void whatItMeansOnPostgres(String is, String should, Severity severity, String group) {
        TypeDifference d = TypeDifference.of(Engine.POSTGRES, ColumnType.parse(is), ColumnType.parse(should));
        assertThat(d.severity()).isEqualTo(severity);
        assertThat(d.group().split(SchemaJudge.DETAIL)[0]).isEqualTo(group);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "varchar(10) | varchar(20) | NOTE    | length limits narrower than fresh (SQLite does not enforce it)",
                "integer     | bigint      | NOTE    | narrower numbers",
                "text        | integer     | ERROR   | incompatible types",
                "integer     | clob        | ERROR   | incompatible types",
                "blob        | text        | ERROR   | incompatible types",
                "json        | blob        | ERROR   | incompatible types",
                "json        | datetime    | NOTE    | declared types differ, stored the same",
                "json        | text        | WARNING | values may be stored in another form",
                "real        | numeric     | WARNING | values may be stored in another form",
                "float       | real        | NOTE    | wider numbers",
                "integer     | float       | WARNING | values may be stored in another form"
            })
    void whatItMeansOnSqlite(String is, String should, Severity severity, String group) {
        TypeDifference d = TypeDifference.of(Engine.SQLITE, ColumnType.parse(is), ColumnType.parse(should));
        assertThat(d.severity()).isEqualTo(severity);
        assertThat(d.group()).startsWith(group);
    }

    @Test
    void oneTypeIsNoDifference() {
        assertThat(TypeDifference.of(
                        Engine.POSTGRES, ColumnType.parse("character varying(5)"), ColumnType.parse("varchar(5)")))
                .isNull();
    }
}
