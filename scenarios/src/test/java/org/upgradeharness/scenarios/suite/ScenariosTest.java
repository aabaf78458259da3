package org.upgradeharness.scenarios.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.upgradeharness.config.UsageError;

class ScenariosTest {
    private static final Pattern TAG = Pattern.compile(
            "@(UPG-\\d\\d|way-[a-z0-9.-]+|tier-(quick|standard|full)|matrix-[1-5]|criterion-[1-7]|seeds-GA|from-[0-9][0-9a-z.]*|slow|full|bulk|long|alone|kubernetes)");
    private static final Pattern CONFIGURATION = Pattern.compile("upgrade to \\w+ with \"([^\"]+)\"");
    private static final Scenarios REAL = Scenarios.find();

    @Test
    void everyFeatureHasItsSteps() {
        assertThat(REAL.all()).isNotEmpty();
        assertThatCode(REAL::demandGlue).doesNotThrowAnyException();
    }

    /** A product need not declare the configurations of another, so that a name written wrongly would only be skipped. */
    @Test
    void everyConfigurationInAFeatureIsDeclared() throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> features = Files.list(Path.of("..", "features"))) {
            for (Path feature : features.toList()) {
                CONFIGURATION.matcher(Files.readString(feature)).results().forEach(m -> named.add(m.group(1)));
            }
        }
        assertThat(named).hasSizeGreaterThan(3);
        assertThat(named)
                .allMatch(name ->
                        Requests.contextForge().product().configuration(name).isPresent());
    }

    @Test
    void anUndefinedStepIsFoundBeforeAnythingStarts() {
        Scenarios undefined = Scenarios.in("undefined");
        assertThat(undefined.all())
                .extracting(ScenarioRef::title)
                .containsExactly("Everything is defined", "One step is not");
        assertThatThrownBy(undefined::demandGlue)
                .isInstanceOf(UsageError.class)
                .hasMessageStartingWith("A feature has a step without a definition, in scenario One step is not: ")
                .hasMessageContaining("I perform the upgarde to GA")
                .hasMessageEndingWith("(docs/writing-a-case.md lists the steps there are).")
                .hasMessageNotContaining("\n");
        assertThat(ActiveBench.current()).as("nothing was started").isEmpty();
    }

    @Test
    void everyScenarioSaysWhatItCovers() {
        assertThat(REAL.all()).allSatisfy(s -> {
            assertThat(s.tags()).allMatch(TAG.asMatchPredicate());
            assertThat(s.tags())
                    .filteredOn(t -> t.startsWith("@UPG-"))
                    .as("case of " + s.title())
                    .hasSize(1);
            assertThat(s.tags())
                    .filteredOn(t -> t.startsWith("@way-"))
                    .as("way of " + s.title())
                    .hasSize(1);
            assertThat(s.tags())
                    .filteredOn(t -> t.startsWith("@tier-"))
                    .as("tier of " + s.title())
                    .hasSize(1);
        });
        assertThat(REAL.all())
                .extracting(s -> s.caseId() + " " + s.way())
                .as("one name for one scenario")
                .doesNotHaveDuplicates();
    }

    @Test
    void tiersContainEachOther() {
        List<ScenarioRef> quick = REAL.select(List.of(), "", "quick");
        List<ScenarioRef> standard = REAL.select(List.of(), "", "standard");
        assertThat(quick).isNotEmpty().allMatch(s -> s.caseId().equals("UPG-01"));
        assertThat(standard).containsAll(quick).hasSizeGreaterThan(quick.size());
        assertThat(REAL.select(List.of(), null, "full")).containsAll(standard);
    }

    @Test
    void selectsByCaseAndTags() {
        assertThat(REAL.select(List.of("UPG-02"), "", "full"))
                .isNotEmpty()
                .allMatch(s -> s.caseId().equals("UPG-02"));
        assertThat(REAL.select(List.of(), "@UPG-01 and not @way-own-start", "full"))
                .isNotEmpty()
                .allMatch(s -> s.caseId().equals("UPG-01") && !s.way().equals("own-start"));
        assertThat(REAL.select(List.of(), "not @slow", "full")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPG-1  | There is no case \"UPG-1\" (did you mean UPG-01?): allowed are UPG-01, UPG-02",
                "upg-02 | There is no case \"upg-02\" (did you mean UPG-02?): allowed are UPG-01, UPG-02",
                "x      | There is no case \"x\": allowed are UPG-01, UPG-02"
            })
    void namesTheCasesThereAre(String asked, String message) {
        assertThatThrownBy(() -> REAL.select(List.of(asked), "", "standard"))
                .isInstanceOf(UsageError.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void namesTheTagsThereAre() {
        assertThatThrownBy(() -> REAL.select(List.of(), "not @slwo", "standard"))
                .isInstanceOf(UsageError.class)
                .hasMessageStartingWith("No scenario has the tag @slwo (did you mean @slow?): known are @UPG-01, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@UPG-01 and", "@UPG-01 @slow", "and", "(@UPG-01", "@UPG-01 but @slow"})
    void refusesWhatIsNoExpression(String tags) {
        assertThatThrownBy(() -> REAL.select(List.of(), tags, "standard"))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("is no tag expression")
                .hasMessageNotContaining("\n");
    }

    @Test
    void saysWhenNothingIsLeft() {
        assertThatThrownBy(() -> REAL.select(List.of("UPG-02"), "@UPG-01", "standard"))
                .isInstanceOf(UsageError.class)
                .hasMessageStartingWith("No scenario is left by --case ");
    }
}
