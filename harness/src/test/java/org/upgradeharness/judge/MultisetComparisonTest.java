package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.store.StoreReader;

/** Tables without a key: how often a row is there counts. */
class MultisetComparisonTest {
    private static final String TABLE = "CREATE TABLE notes (text TEXT, n INTEGER)";

    @TempDir
    Path folder;

    private RowComparison compare(String old, String now) {
        SqliteStores stores = new SqliteStores(folder);
        try (StoreReader before = stores.of(TABLE, "INSERT INTO notes VALUES " + old);
                StoreReader after = stores.of(TABLE, "INSERT INTO notes VALUES " + now)) {
            return SqliteStores.compare(before, after);
        }
    }

    @Test
    void theOrderOfRowsIsFree() {
        RowComparison result = compare("('a', 1), ('a', 1), (NULL, NULL)", "(NULL, NULL), ('a', 1), ('a', 1)");
        assertThat(result.findings()).isEmpty();
        assertThat(result.rowsCompared()).isEqualTo(3);
    }

    @Test
    void oneOfTwoEqualRowsLost() {
        assertThat(compare("('a', 1), ('a', 1), ('b', 2)", "('b', 2), ('a', 1)").findings())
                .extracting(f -> f.kind() + " " + f.object())
                .containsExactly("LOST_ROW notes");
    }

    @Test
    void oneRowTwice() {
        assertThat(compare("('a', 1), ('b', 2)", "('a', 1), ('b', 2), ('b', 2)").findings())
                .extracting(f -> f.kind() + " " + f.object())
                .containsExactly("EXTRA_ROW notes");
    }

    @Test
    void aChangedValueIsARowLostAndAnotherThere() {
        assertThat(compare("('a', 1), ('b', 2), ('', 3)", "('a', 1), ('b', 3), (NULL, 3)")
                        .findings())
                .extracting(Finding::kind)
                .containsExactlyInAnyOrder(Kind.LOST_ROW, Kind.LOST_ROW, Kind.EXTRA_ROW, Kind.EXTRA_ROW);
    }

    @Test
    void valuesInAColumnThatIsGoneAreCounted() {
        SqliteStores stores = new SqliteStores(folder);
        try (StoreReader before = stores.of(TABLE, "INSERT INTO notes VALUES ('a', 1), ('b', NULL), ('c', 3)");
                StoreReader after =
                        stores.of("CREATE TABLE notes (text TEXT)", "INSERT INTO notes VALUES ('a'), ('b'), ('c')")) {
            assertThat(SqliteStores.compare(before, after).findings())
                    .extracting(f -> f.object() + " " + f.expected())
                    .containsExactly("notes.n 2 non-null values");
        }
    }
}
