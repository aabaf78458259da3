package org.upgradeharness.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.upgradeharness.scenarios.TextFile;

/** Every wrong word gets one sentence with what is allowed, and exit code 2, before anything is started. */
class CommandLineTest {
    private static Stream<Arguments> wrongWords() {
        return Stream.of(
                wrong(
                        "upgrade: Unknown options: '--engien', 'sqlite' (did you mean --engine?); upgrade run --help tells what is allowed.",
                        "run",
                        "--engien",
                        "sqlite"),
                wrong(
                        "upgrade: Unmatched argument at index 0: 'rnu' (did you mean run?); upgrade --help tells what is allowed.",
                        "rnu"),
                wrong(
                        "upgrade: Missing required parameter for option '--tier' (TIER); upgrade run --help tells what is allowed.",
                        "run",
                        "--tier"),
                wrong(
                        "upgrade: Invalid value for option '--seed': 'one' is not a long; upgrade run --help tells what is allowed.",
                        "run",
                        "--seed",
                        "one"),
                wrong(
                        "upgrade: \"sqllite\" after --engine is not allowed (did you mean sqlite?): allowed are postgres, sqlite.",
                        "run",
                        "--engine",
                        "postgres,sqllite"),
                wrong(
                        "upgrade: \"oracle\" after --engine is not allowed: allowed are postgres, sqlite.",
                        "run",
                        "--engine",
                        "oracle"),
                wrong(
                        "upgrade: \"standart\" after --tier is not allowed (did you mean standard?): allowed are quick, standard, full.",
                        "run",
                        "--tier",
                        "standart"),
                wrong(
                        "upgrade: \"warn\" after --fail-on is not allowed: allowed are error, warning, note.",
                        "run",
                        "--fail-on",
                        "warn"),
                wrong(
                        "upgrade: There is no case \"UPG-11\" (did you mean UPG-01?): allowed are UPG-01, UPG-02",
                        "run",
                        "--case",
                        "UPG-11"),
                wrong("upgrade: No scenario has the tag @UPG-99", "run", "--tags", "@UPG-99"),
                wrong("upgrade: \"@UPG-01 and\" is no tag expression (", "run", "--tags", "@UPG-01 and"),
                wrong(
                        "upgrade: \"lates\" is no release of IBM ContextForge MCP Gateway (did you mean latest?): allowed are RC1, GA, latest, ",
                        "run",
                        "--to",
                        "lates"),
                wrong(
                        "upgrade: \"one\" is no release of IBM ContextForge MCP Gateway: allowed are RC1, GA, latest, ",
                        "run",
                        "--from",
                        "one"),
                wrong(
                        "upgrade: \"RC\" is no release of IBM ContextForge MCP Gateway (did you mean RC1?): ",
                        "images",
                        "RC"),
                wrong(
                        "upgrade: \"LOG_LEVEL\" after --env is no setting: write NAME=VALUE, for example LOG_LEVEL=DEBUG.",
                        "run",
                        "--env",
                        "LOG_LEVEL"),
                wrong(
                        "upgrade: \"=x\" after --to-env is no setting: write NAME=VALUE, for example LOG_LEVEL=DEBUG.",
                        "run",
                        "--to-env",
                        "=x"),
                wrong(
                        "upgrade: \"A B=x\" after --from-env is no setting: write NAME=VALUE, for example LOG_LEVEL=DEBUG.",
                        "run",
                        "--from-env",
                        "A B=x"),
                wrong(
                        "upgrade: \"contextforgery\" after --product is not allowed (did you mean contextforge?): allowed are contextforge, reference.",
                        "run",
                        "--product",
                        "contextforgery"),
                wrong(
                        "upgrade: \"x\" after --product is not allowed: allowed are contextforge, reference.",
                        "images",
                        "--product",
                        "x"),
                wrong("upgrade: \"referense\" after --product is not allowed", "doctor", "--product", "referense"),
                wrong(
                        "upgrade: \"one\" is no release of Reference gateway: allowed are RC1, GA, latest, ",
                        "run",
                        "--product",
                        "reference",
                        "--to",
                        "one"),
                wrong(
                        "upgrade: \"1.0.0\" after --releases makes no pair: name at least two, for example 1.0.0rc1,1.0.0,1.0.4.",
                        "matrix",
                        "--releases",
                        "1.0.0"),
                wrong("upgrade: \"0\" after --limit is not allowed: one run is the least.", "matrix", "--limit", "0"),
                wrong(
                        "upgrade: None of the chosen cases upgrades one release to another; a pair needs one, such as UPG-01.",
                        "matrix",
                        "--case",
                        "UPG-02"),
                wrong(
                        "upgrade: The path /etc/passwd after --reports is no folder.",
                        "matrix",
                        "--reports",
                        "/etc/passwd"),
                wrong(
                        "upgrade: \"full1\" after --tier is not allowed (did you mean full?)",
                        "matrix",
                        "--tier",
                        "full1"),
                wrong(
                        "upgrade: The checkout /nowhere/at-all after source= is no folder of this machine.",
                        "run",
                        "--to",
                        "source=/nowhere/at-all"),
                wrong(
                        "upgrade: The folder src after source= is no checkout: there is no pyproject.toml in it that can be read.",
                        "images",
                        "source=src"),
                wrong(
                        "upgrade: The SQL file /nowhere/extra.sql after --sql cannot be read.",
                        "run",
                        "--sql",
                        "/nowhere/extra.sql"),
                wrong("upgrade: The SQL file /tmp after --sql cannot be read.", "run", "--sql", "/tmp"),
                wrong(
                        "upgrade: The kubeconfig /nowhere/config cannot be read.",
                        "run",
                        "--kubeconfig",
                        "/nowhere/config"),
                wrong(
                        "upgrade: The file " + Path.of("pom.xml").toAbsolutePath()
                                + " is no kubeconfig: it names no contexts.",
                        "run",
                        "--kubeconfig",
                        "pom.xml"));
    }

    private static Arguments wrong(String sentence, String... arguments) {
        return Arguments.of(List.of(arguments), sentence);
    }

    /** The dry run is asked for, so that a check which is missing starts nothing. */
    @ParameterizedTest
    @MethodSource("wrongWords")
    void refusesAWrongWord(List<String> arguments, String sentence) {
        String[] line = arguments.toArray(String[]::new);
        if (arguments.get(0).equals("run") && !arguments.contains("--seed")) {
            line = Stream.concat(
                            Stream.of("run", "--dry-run"), arguments.stream().skip(1))
                    .toArray(String[]::new);
        }
        Called called = Called.with(line);
        assertThat(called.err()).startsWith(sentence);
        assertThat(called.err().lines()).as("one sentence").hasSize(1);
        assertThat(called.out()).isEmpty();
        assertThat(called.code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "doctor", "images", "cases", "matrix", "clean", "test"})
    void everyCommandExplainsItselfWithExamples(String command) {
        Called called = Called.with(command, "--help");
        assertThat(called.code()).isZero();
        assertThat(called.out())
                .startsWith("Usage: upgrade " + command)
                .containsPattern("Examples?:\\R  \\./upgrade " + command);
        assertThat(called.err()).isEmpty();
    }

    @Test
    void withoutACommandItExplainsItself() {
        Called called = Called.with();
        assertThat(called.code()).isZero();
        assertThat(called.out()).startsWith("Usage: upgrade ").contains("Examples:", "./upgrade run", "Exit codes:");
        assertThat(Called.with("--version").out())
                .isEqualTo("upgrade harness " + HarnessVersion.NUMBER + System.lineSeparator());
    }

    @Test
    void listsTheCases() {
        Called called = Called.with("cases");
        assertThat(called.code()).isZero();
        TextFile.matches("cases.txt", called.out());
    }

    @Test
    void aDryRunPrintsThePlanAndStartsNothing() {
        Called called = Called.with("run", "--dry-run");
        assertThat(called.err()).isEmpty();
        assertThat(called.code()).isZero();
        TextFile.matches("dry-run.txt", called.out());
    }

    @Test
    void aDryRunOfAPart() {
        Called called = Called.with(
                "run",
                "--dry-run",
                "--from",
                "1.0.4",
                "--to",
                "image=my/gateway:pr-1",
                "--engine",
                "sqlite",
                "--case",
                "UPG-01",
                "--tags",
                "@way-own-start");
        assertThat(called.err()).isEmpty();
        TextFile.matches("dry-run-part.txt", called.out());
    }

    /** Neither an engine, nor an index, nor a single report is needed to say that nothing is known. */
    @Test
    void showsAMatrixOfNothing() {
        Called called = Called.with("matrix", "--releases", "90.1,90.0", "--reports", "target/no-reports", "--dry-run");
        assertThat(called.code()).isZero();
        TextFile.matches("matrix-empty.txt", called.out());
    }
}
