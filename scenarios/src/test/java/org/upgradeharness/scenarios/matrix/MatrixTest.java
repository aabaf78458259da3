package org.upgradeharness.scenarios.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.product.Product;
import org.upgradeharness.product.Version;
import org.upgradeharness.report.RecordedCase;
import org.upgradeharness.report.RecordedRun;
import org.upgradeharness.report.Tally;
import org.upgradeharness.run.LoadedProduct;
import org.upgradeharness.scenarios.TextFile;
import org.upgradeharness.scenarios.suite.CaseContent;
import org.upgradeharness.scenarios.suite.ScenarioRef;
import org.upgradeharness.store.Engine;
import org.upgradeharness.timeline.CaseKey;

/** A verdict holds as long as nothing it came from has changed; each thing that can change takes the proof away. */
class MatrixTest {
    private static final Product PRODUCT = LoadedProduct.read(
                    FixtureSource.classPath(MatrixTest.class.getClassLoader(), "fixtures"), "contextforge")
            .product();
    private static final Map<String, String> CONTENT = Map.of(
            "features/a.feature", "a1", "features/b.feature", "b1", "product.yaml", "p1", "known-findings.yaml", "k1");
    private static final ScenarioRef START = scenario("UPG-01", "own-start", "a", Set.of());
    private static final ScenarioRef PINNED = scenario("UPG-05", "direct", "b", Set.of("@from-0.9.0"));
    private static final ScenarioRef FRESH = scenario("UPG-02", "fresh", "b", Set.of("@seeds-GA"));
    private static final String COMMAND = "./upgrade run --from RC1 --to GA";

    private final List<RecordedRun> runs = new ArrayList<>();
    private Map<Version, String> digests = Map.of();
    private Map<String, String> content = CONTENT;
    private String harness = "0.1.0";

    private static ScenarioRef scenario(String id, String way, String file, Set<String> more) {
        Set<String> tags = new java.util.HashSet<>(more);
        tags.addAll(Set.of("@" + id, "@way-" + way));
        String unique = "[engine:cucumber]/[feature:classpath%3Afeatures%2F" + file + ".feature]/[scenario:1]";
        return new ScenarioRef(unique, "f", "t", tags);
    }

    private static RecordedCase judged(ScenarioRef s, String from, String to, Verdict verdict) {
        CaseKey key = new CaseKey(s.caseId(), "t", "sqlite", s.way());
        return new RecordedCase(
                key, side(from), side(to), verdict, new Tally(verdict == Verdict.FAILED ? 2 : 0, 1, 0, 3));
    }

    private static RecordedCase.Side side(String release) {
        return release == null ? null : new RecordedCase.Side(release, "sha256:" + release);
    }

    private void run(String command, int minute, RecordedCase... cases) {
        run(command, minute, CONTENT, cases);
    }

    private void run(String command, int minute, Map<String, String> recorded, RecordedCase... cases) {
        Instant at = Instant.parse("2026-01-05T12:00:00Z").plusSeconds(60L * minute);
        runs.add(new RecordedRun(
                at, "contextforge", "RC1", "GA", command, Map.of("harness", "0.1.0"), recorded, List.of(cases)));
    }

    private Matrix matrix(String... releases) {
        return Matrix.of(
                Pair.among(PairTest.versions(releases)),
                List.of(Engine.SQLITE),
                List.of(START, PINNED, FRESH),
                History.of(runs, PRODUCT),
                new Present(harness, content, digests));
    }

    private Cell cell(String from, String to) {
        return matrix(from, to).cells().get(0);
    }

    @Test
    void provesAPairWhoseEveryCasePassed() {
        run(COMMAND, 1, judged(START, "1.0.0rc1", "1.0.0", Verdict.PASSED));
        assertThat(cell("1.0.0rc1", "1.0.0").isProven()).isTrue();
        assertThat(cell("1.0.0rc1", "1.0.0").reasons()).isEmpty();
        assertThat(cell("1.0.0", "1.0.1").verdict()).isEmpty();
        assertThat(matrix("1.0.0rc1", "1.0.0").missing()).isEmpty();
    }

    @Test
    void wantsAlsoTheCasesThatNameTheRelease() {
        run(COMMAND, 1, judged(PINNED, "0.9.0", "1.0.0", Verdict.PASSED));
        Cell cell = cell("0.9.0", "1.0.0");
        assertThat(cell.isProven()).isFalse();
        assertThat(cell.reasons()).containsExactly("never ran: UPG-01 own-start");
        assertThat(cell.lacking()).containsExactly(START);
    }

    @ParameterizedTest
    @CsvSource({
        "features/a.feature, false",
        "product.yaml, false",
        "known-findings.yaml, false",
        "features/b.feature, true"
    })
    void whatACaseComesFromMustBeTheSame(String changed, boolean proven) {
        run(COMMAND, 1, judged(START, "1.0.0rc1", "1.0.0", Verdict.PASSED));
        content = new java.util.HashMap<>(CONTENT);
        content.put(changed, "edited");
        assertThat(cell("1.0.0rc1", "1.0.0").isProven()).isEqualTo(proven);
        assertThat(cell("1.0.0rc1", "1.0.0").reasons())
                .isEqualTo(proven ? List.of() : List.of(changed + " has changed"));
    }

    @Test
    void theHarnessMustBeTheSame() {
        run(COMMAND, 1, judged(START, "1.0.0rc1", "1.0.0", Verdict.PASSED));
        harness = "0.2.0";
        assertThat(cell("1.0.0rc1", "1.0.0").reasons()).containsExactly("judged by harness 0.1.0, now 0.2.0");
    }

    @ParameterizedTest
    @CsvSource({"1.0.0rc1", "1.0.0"})
    void theImagesMustBeTheSame(String other) {
        run(COMMAND, 1, judged(START, "1.0.0rc1", "1.0.0", Verdict.PASSED));
        digests = Map.of(Version.parse(other), "sha256:another-one");
        assertThat(cell("1.0.0rc1", "1.0.0").isProven()).isFalse();
        assertThat(cell("1.0.0rc1", "1.0.0").reasons())
                .singleElement()
                .asString()
                .startsWith("another image of " + other + " (");
    }

    @Test
    void anImageThatIsNotHereIsTheOneThatWasJudgedLast() {
        run(COMMAND, 1, judged(START, "1.0.0rc1", "1.0.0", Verdict.PASSED));
        RecordedCase later = judged(START, "1.0.0", "1.0.1", Verdict.PASSED);
        run(
                COMMAND,
                2,
                new RecordedCase(
                        later.key(),
                        new RecordedCase.Side("1.0.0", "sha256:rebuilt"),
                        later.to(),
                        later.verdict(),
                        later.findings()));
        assertThat(cell("1.0.0", "1.0.1").isProven()).isTrue();
        assertThat(cell("1.0.0rc1", "1.0.0").reasons()).containsExactly("another image of 1.0.0 (1.0.0, now rebuilt)");
    }

    @Test
    void aReportThatTellsNoContentProvesNothing() {
        run(COMMAND, 1, Map.of(), judged(START, "1.0.0rc1", "1.0.0", Verdict.PASSED));
        assertThat(cell("1.0.0rc1", "1.0.0").reasons())
                .containsExactly("its report does not tell the content of its cases");
    }

    @Test
    void theLastVerdictCounts() {
        run(COMMAND, 1, judged(START, "1.0.0rc1", "1.0.0", Verdict.PASSED));
        run(COMMAND, 2, judged(START, "1.0.0rc1", "1.0.0", Verdict.FAILED));
        Cell cell = cell("1.0.0rc1", "1.0.0");
        assertThat(cell.verdict()).contains(Verdict.FAILED);
        assertThat(cell.isProven()).isFalse();
        assertThat(cell.isCurrent()).as("a failure is a verdict").isTrue();
        run(COMMAND, 3, judged(START, "1.0.0rc1", "1.0.0", Verdict.BROKEN));
        assertThat(cell("1.0.0rc1", "1.0.0").isCurrent())
                .as("a broken run is none")
                .isFalse();
    }

    @Test
    void aRunWithoutImagesCountsForWhatWasAskedOfIt() {
        run(COMMAND, 1, judged(START, null, null, Verdict.BROKEN));
        assertThat(cell("1.0.0rc1", "1.0.0").verdict()).contains(Verdict.BROKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "./upgrade run --from RC1 --to GA --env A=b",
        "./upgrade run --path 0.9.0,1.0.0",
        "./upgrade run --from RC1 --to source=../checkout",
        "./upgrade run --from image=my/old --to GA",
        "./upgrade run --from RC1 --to GA --strict",
        "''"
    })
    void aRunUnderConditionsOfItsOwnProvesNothing(String command) {
        run(command, 1, judged(START, "1.0.0rc1", "1.0.0", Verdict.PASSED));
        assertThat(cell("1.0.0rc1", "1.0.0").verdict()).isEmpty();
        assertThat(History.of(runs, PRODUCT).others()).isEqualTo(1);
    }

    @Test
    void aPlantedDefectSaysNothingAboutTheReleases() {
        run(COMMAND, 1, judged(START, "1.0.0rc1", "1.0.0", Verdict.PASSED));
        run(COMMAND, 2, Map.of(CaseContent.PLANTED, "yes"), judged(START, "1.0.0rc1", "1.0.0", Verdict.FAILED));
        assertThat(cell("1.0.0rc1", "1.0.0").isProven()).isTrue();
    }

    @Test
    void looksAsItShould() {
        run(COMMAND, 1, judged(START, "1.0.0rc1", "1.0.0", Verdict.PASSED));
        run(COMMAND, 3, judged(START, "1.0.0", "1.0.1", Verdict.FAILED));
        run(COMMAND, 5, Map.of("product.yaml", "old"), judged(START, "1.0.0rc1", "1.0.1", Verdict.PASSED));
        run(
                COMMAND,
                7,
                judged(START, "0.9.0", "1.0.0", Verdict.BROKEN),
                judged(PINNED, "0.9.0", "1.0.0", Verdict.PASSED));
        Matrix matrix = matrix("0.9.0", "1.0.0rc1", "1.0.0", "1.0.1");
        List<String> lines = new ArrayList<>(MatrixTable.lines(matrix));
        lines.add("");
        matrix.missing().forEach(missing -> lines.add(missing.toString()));
        TextFile.matches("matrix.txt", String.join("\n", lines) + "\n");
    }
}
