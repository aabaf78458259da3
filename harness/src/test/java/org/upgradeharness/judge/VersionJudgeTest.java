package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.upgradeharness.store.StoreReader;

class VersionJudgeTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE FROM alembic_version | no version row",
                "UPDATE alembic_version SET version_num = 'rc' | rc",
                "INSERT INTO alembic_version VALUES ('b') | 2 version rows: b, head",
                "DROP TABLE alembic_version | no table alembic_version"
            })
    void findsEveryOtherState(String plant, String found) {
        try (StoreReader store = store(plant)) {
            assertThat(VersionJudge.judge(store, "head"))
                    .extracting(Finding::kind, Finding::expected, Finding::found, Finding::severity)
                    .containsExactly(tuple(Kind.VERSION_MISMATCH, "head", found, Severity.ERROR));
        }
    }

    @Test
    void theHeadAloneIsRight() {
        try (StoreReader store = store("CREATE TABLE x (y TEXT)")) {
            assertThat(VersionJudge.judge(store, "head")).isEmpty();
        }
    }

    private StoreReader store(String plant) {
        return new SqliteStores(folder)
                .of(
                        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)",
                        "INSERT INTO alembic_version VALUES ('head')",
                        plant);
    }
}
