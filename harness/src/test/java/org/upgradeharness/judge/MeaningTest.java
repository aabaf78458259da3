package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.upgradeharness.store.ColumnType;
import org.upgradeharness.store.Family;

class MeaningTest {
    @ParameterizedTest
    @CsvSource({
        "text, varchar(9), TEXT",
        "text, json, JSON",
        "jsonb, integer, JSON",
        "integer, numeric(5), DECIMAL",
        "float, integer, DECIMAL",
        "boolean, integer, BOOLEAN",
        "integer, boolean, BOOLEAN",
        "boolean, text, TEXT",
        "timestamp, timestamptz, TIMESTAMP_TZ",
        "date, timestamp, TIMESTAMP_TZ",
        "timestamp, text, TIMESTAMP",
        "text, timestamptz, TIMESTAMP_TZ",
        "uuid, text, UUID",
        "varchar(36), uuid, UUID",
        "integer, text, TEXT",
        "bytea, text, TEXT"
    })
    void twoTypesAreComparedInTheFamilyThatBothMean(String a, String b, Family family) {
        assertThat(Meaning.common(ColumnType.parse(a), ColumnType.parse(b))).isEqualTo(family);
    }

    @ParameterizedTest
    @CsvSource({
        "BOOLEAN, t, 1",
        "BOOLEAN, false, 0",
        "INTEGER, 5, 5.0",
        "DECIMAL, 0.00, -0",
        "DECIMAL, 1e3, 1000",
        "FLOAT, 0.1, 1e-1",
        "JSON, '{\"a\":1,\"b\":[1,2]}', '{\"b\": [1, 2.0], \"a\": 1}'",
        "TIMESTAMP, 2024-02-29 12:00:00, 2024-02-29T12:00",
        "TIMESTAMP_TZ, 2024-02-29 12:00:00+02, 2024-02-29 10:00:00Z",
        "TIMESTAMP_TZ, 2024-02-29, 2024-02-29 00:00:00.000",
        "UUID, 0A1B, 0a1b"
    })
    void spellingsOfOneValue(Family family, String a, String b) {
        assertThat(Meaning.spell(family, a)).isEqualTo(Meaning.spell(family, b));
    }

    @ParameterizedTest
    @CsvSource({
        "BOOLEAN, true, false",
        "BOOLEAN, t, yes",
        "INTEGER, 5, 6",
        "DECIMAL, 1.10, 1.11",
        "FLOAT, 0.1, 0.10000000000000002",
        "JSON, '[1,2]', '[2,1]'",
        "JSON, '{\"a\":null}', '{}'",
        "JSON, '{\"a\":1,\"a\":2}', '{\"a\":2}'",
        "JSON, '{\"a\":\"1\"}', '{\"a\":1}'",
        "TIMESTAMP, 2024-02-29 12:00:00, 2024-02-29 12:00:00.000001",
        "TIMESTAMP, 2024-02-29 12:00:00, 2024-02-29 12:00:00+00",
        "TIMESTAMP_TZ, 2024-02-29 12:00:00+02, 2024-02-29 12:00:00+01",
        "TIMESTAMP, 2024-02-30, 2024-03-01",
        "UUID, 0a1b, 0a1c",
        "TEXT, a, A",
        "DECIMAL, NaN, 0"
    })
    void otherValues(Family family, String a, String b) {
        assertThat(Meaning.spell(family, a)).isNotEqualTo(Meaning.spell(family, b));
    }

    @Test
    void nullIsNothingButNull() {
        ColumnType text = ColumnType.parse("text");
        assertThat(Meaning.spell(Family.TEXT, null)).isNull();
        assertThat(Meaning.same(text, null, text, null)).isTrue();
        assertThat(Meaning.same(text, null, text, "")).isFalse();
        assertThat(Meaning.same(text, "", text, null)).isFalse();
    }

    @Test
    void equalValuesOfOneTypeAreTheSameWhateverTheyMean() {
        ColumnType bytes = ColumnType.parse("bytea");
        assertThat(Meaning.same(bytes, new byte[] {1, 2}, bytes, new byte[] {1, 2}))
                .isTrue();
        assertThat(Meaning.same(bytes, new byte[] {1, 2}, bytes, new byte[] {1, 3}))
                .isFalse();
        assertThat(Meaning.print(new byte[] {1, (byte) 0xff})).isEqualTo("\\x01ff");
        assertThat(Meaning.same(ColumnType.parse("integer"), "7", ColumnType.parse("text"), "7"))
                .isTrue();
    }

    @Test
    void timesAreReadInUtcAndWhatIsNoneIsNone() {
        assertThat(Meaning.timeOf("2024-02-29 12:30:00+02:30")).isEqualTo(LocalDateTime.parse("2024-02-29T10:00:00"));
        assertThat(Meaning.timeOf(" 2024-02-29 ")).isEqualTo(LocalDateTime.parse("2024-02-29T00:00:00"));
        assertThat(Meaning.timeOf("2024-02-31")).isNull();
        assertThat(Meaning.timeOf("soon")).isNull();
        assertThat(Meaning.timeOf(null)).isNull();
    }
}
