package org.upgradeharness.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.upgradeharness.judge.AllowedChange;
import org.upgradeharness.judge.AllowedTouch;
import org.upgradeharness.product.Version;

/** The messages are golden: people read them. */
class StrictYamlTest {
    record Product(
            @JsonProperty(required = true) String name,
            int workers,
            boolean slow,
            Version since,
            List<AllowedChange> allowedChanges) {}

    private static final String GOOD = """
            name: x
            workers: 2
            since: 1.10
            allowedChanges:
              - table: tools
                kind: touched
                columns: [seen]
                at: 1.0.0
                reason: every start
                engine: sqlite
            """;

    @Test
    void readsWhatIsRight() {
        Product product = StrictYaml.load("p.yaml", GOOD, Product.class);
        assertThat(product.since()).isEqualTo(Version.parse("1.10"));
        assertThat(product.allowedChanges()).singleElement().isInstanceOf(AllowedTouch.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "workers: 2    | worker: 2      | p.yaml:2: unknown key \"worker\"; did you mean \"workers\"? Allowed: allowedChanges, name, since, slow, workers.",
                "workers: 2    | workers: two   | p.yaml:2: wrong type for \"workers\": expected a whole number.",
                "workers: 2    | workers: 2.5   | p.yaml:2: wrong type for \"workers\": expected a whole number.",
                "workers: 2    | workers: [2]   | p.yaml:2: wrong type for \"workers\": expected a whole number.",
                "workers: 2    | slow: 1        | p.yaml:2: wrong type for \"slow\": expected true or false.",
                "workers: 2    | name: y        | p.yaml:2: the key \"name\" stands twice.",
                "name: x       | slow: true     | p.yaml:1: the key \"name\" is missing.",
                "since: 1.10   | since: soon    | p.yaml:3: \"soon\" is no version: expected something like 1.0.4, 1.0.0rc1 or 1.0.7.post20260921 (since).",
                "kind: touched | kind: touch    | p.yaml:5: \"touch\" is not allowed for \"kind\" in allowedChanges, entry 1; did you mean \"touched\"? Allowed: append-only, convert, drop-column, move-columns, rekey, rename-column, rename-table, rows-may-be-added, rows-may-be-removed, touched, value-may-change.",
                "columns: [seen] | columns: seen | p.yaml:7: wrong type for \"columns\" in allowedChanges, entry 1: expected a list.",
                "columns: [seen] | column: [seen] | p.yaml:7: unknown key \"column\" in allowedChanges, entry 1; did you mean \"columns\"? Allowed: always, at, columns, engine, reason, table, where.",
                "engine: sqlite | engine: sqlit | p.yaml:10: \"sqlit\" is not allowed for \"engine\" in allowedChanges, entry 1; did you mean \"sqlite\"? Allowed: postgres, sqlite.",
                "reason: every start | always: true | p.yaml:5: the key \"reason\" is missing in allowedChanges, entry 1.",
                "at: 1.0.0     | always: false  | p.yaml:5: exactly one of \"at: RELEASE\" and \"always: true\" must say where it holds (allowedChanges, entry 1)."
            })
    void saysWhatIsWrong(String from, String to, String message) {
        assertThat(GOOD).contains(from);
        assertThatThrownBy(() -> StrictYaml.load("p.yaml", GOOD.replace(from, to), Product.class))
                .isInstanceOf(UsageError.class)
                .hasMessage(message);
    }

    @Test
    void saysTheFirstOfTwoFaults() {
        assertThatThrownBy(() ->
                        StrictYaml.load("p.yaml", "name: x\nworkers: two\nslow: true\nsince: [1\n", Product.class))
                .isInstanceOf(UsageError.class)
                .hasMessageStartingWith("p.yaml:2: wrong type for \"workers\"");
    }

    @Test
    void saysThatItIsNoYaml() {
        assertThatThrownBy(() -> StrictYaml.load("p.yaml", "a: [1\nb: 2", Product.class))
                .isInstanceOf(UsageError.class)
                .hasMessageStartingWith("p.yaml:2: ");
        assertThatThrownBy(() -> StrictYaml.load("p.yaml", "", Product.class)).isInstanceOf(UsageError.class);
    }

    @Test
    void suggestsTheNearestWord() {
        List<String> words = List.of("postgres", "sqlite", "run");
        assertThat(Nearest.of("postgers", words)).contains("postgres");
        assertThat(Nearest.of("rnu", words)).contains("run");
        assertThat(Nearest.of("SQLITE", words)).contains("sqlite");
        assertThat(Nearest.of("oracle", words)).isEmpty();
    }
}
