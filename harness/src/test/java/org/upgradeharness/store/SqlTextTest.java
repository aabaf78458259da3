package org.upgradeharness.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "((status)::text = ANY ((ARRAY['A'::character varying, 'b'::character varying])::text[])) | (status = ANY (ARRAY['A'::text, 'b'::text]))",
                "\"flag\" IN (0,  1) | flag in (0, 1)",
                "a<>'x, (y'          | ( a <> 'x, (y' )",
                "now()               | NOW()",
                "lower((name)::text) | lower(name)",
                "'{}'::jsonb         | '{}'::json"
            })
    void oneMeaningHasOneForm(String a, String b) {
        assertThat(SqlText.expression(a)).isEqualTo(SqlText.expression(b));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a IN ('A') | a IN ('a')",
                "(a OR b) AND c | a OR (b AND c)",
                "x = '(a)' | x = 'a'",
                "a > 0 | a >= 0",
                "x = 'a  b' | x = 'a b'"
            })
    void otherMeaningsStayApart(String a, String b) {
        assertThat(SqlText.expression(a)).isNotEqualTo(SqlText.expression(b));
    }

    @Test
    void findsEveryCheckOfATable() {
        SqliteTableText text = new SqliteTableText("""
                CREATE TABLE "t" ( -- a comment with ' and (
                    a INTEGER CHECK (a > 0) CONSTRAINT "c 1" CHECK (a IN (1, 2)),
                    b TEXT DEFAULT 'check (' /* CHECK (x) */,
                    CONSTRAINT uq UNIQUE ("a", b),
                    CHECK (b <> ')' OR (a = 1)))""");
        assertThat(text.checks())
                .containsExactly(
                        new Check("", "a > 0"), new Check("c 1", "a in(1,2)"), new Check("", "b <> ')' or(a = 1)"));
        assertThat(text.uniqueName(java.util.List.of("a", "b"))).isEqualTo("uq");
    }
}
