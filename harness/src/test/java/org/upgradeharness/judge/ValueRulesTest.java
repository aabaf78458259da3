package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueRulesTest {
    private static AllowedValueChange rule(Shape shape, String... values) {
        return new AllowedValueChange(
                "t",
                List.of("c"),
                shape,
                values.length == 0 ? null : List.of(values),
                null,
                null,
                true,
                null,
                "because");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "TIMESTAMP     | x            | 2024-01-01 10:00:00 | true",
                "TIMESTAMP     | 2024-01-01   | later               | false",
                "TIMESTAMP     | 2024-01-01   | NULL                | false",
                "JSON_SUPERSET | {\"a\":1}    | {\"a\":1,\"b\":2}   | true",
                "JSON_SUPERSET | {\"a\":1}    | {\"b\":2}           | false",
                "JSON_SUPERSET | NULL         | {}                  | true",
                "JSON_SUPERSET | {}           | NULL                | false",
                "JSON_SUPERSET | no json      | {}                  | false",
                "ANY_NONNULL   | a            | b                   | true",
                "ANY_NONNULL   | a            | NULL                | false",
                "ANY           | a            | NULL                | true",
                "NAMESPACED    | My Prompt    | my-prompt           | true",
                "NAMESPACED    | greet        | alpha-greet         | true",
                "NAMESPACED    | greet        | alphagreet          | false",
                "NAMESPACED    | greet        | alpha-great         | false",
                "NAMESPACED    | greet        | NULL                | false",
                "NAMESPACED    | NULL         | greet               | false"
            })
    void shapes(Shape shape, String old, String now, boolean accepted) {
        assertThat(ValueRules.accepts(rule(shape), old, now)).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "ONE_OF         | a             | s                     | true",
                "ONE_OF         | a             | b                     | false",
                "ONE_OF         | a             | NULL                  | false",
                "JSON_ENCRYPTED | {\"s\":\"k\"} | {\"s\":\"v1:zz\"}     | true",
                "JSON_ENCRYPTED | {\"s\":\"k\"} | {\"s\":\"v1:zz\",\"t\":1} | false",
                "JSON_ENCRYPTED | {\"s\":\"k\"} | v1:zz                 | false",
                "JSON_ENCRYPTED | {\"s\":\"k\"} | NULL                  | false",
                "JSON_ENCRYPTED | NULL          | {\"s\":\"v1:zz\"}     | false"
            })
    void shapesWithValues(Shape shape, String old, String now, boolean accepted) {
        assertThat(ValueRules.accepts(rule(shape, "s"), old, now)).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "NULL",
            value = {
                "2024-01-01 10:00:00, 2024-01-01 10:00:00, true",
                "2024-01-01 10:00:00, 2024-01-01 10:00:01, true",
                "2024-01-01 10:00:00, 2024-01-01 09:59:59, false",
                "NULL, 2024-01-01, true",
                "2024-01-01 10:00:00, 9999-12-31 23:59:59, false",
                "NULL, 2199-01-01, false",
                "2024-01-01, NULL, false",
                "before, 2024-01-01, false"
            })
    void touchedTimesNeverGoBackNorBeyondNow(String old, String now, boolean accepted) {
        AllowedTouch touch = new AllowedTouch("t", List.of("c"), null, null, true, null, "because");
        assertThat(ValueRules.accepts(touch, old, now)).isEqualTo(accepted);
        assertThat(ValueRules.words(touch, "2024"))
                .isEqualTo("a time not before '2024', and none to come (declared: touched)");
    }

    @Test
    void theWordsSayWhatWasDeclared() {
        assertThat(
                        List.of(Shape.TIMESTAMP, Shape.JSON_SUPERSET, Shape.ANY_NONNULL, Shape.ANY, Shape.NAMESPACED)
                                .stream()
                                .map(s -> ValueRules.words(rule(s), "My Prompt")))
                .containsExactly(
                        "a time (declared: value-may-change)",
                        "JSON that holds all of 'My Prompt' (declared: value-may-change)",
                        "anything but NULL (declared: value-may-change)",
                        "anything but NULL (declared: value-may-change)",
                        "'my-prompt', alone or after a prefix (declared: value-may-change)");
        assertThat(ValueRules.words(rule(Shape.ONE_OF, "a", "b"), "x"))
                .isEqualTo("one of [a, b] (declared: value-may-change)");
        assertThat(ValueRules.words(rule(Shape.JSON_ENCRYPTED, "s"), "{}"))
                .isEqualTo("'{}' with [s] encrypted (declared: value-may-change)");
    }
}
