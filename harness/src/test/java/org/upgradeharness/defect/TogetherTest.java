package org.upgradeharness.defect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upgradeharness.config.StrictYaml;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.store.Engine;

class TogetherTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static Defect defect(String name, String finding, String more) {
        return StrictYaml.load(
                name + ".yaml",
                "name: " + name + "\nfamily: rows\nmodels: m\nplant: { in: store, at: before-start, sql: SELECT 1 }\n"
                        + "expect: { finding: { " + finding + " } }\n" + more,
                Defect.class);
    }

    private static List<List<String>> groups(Defect... defects) {
        return Together.groups(List.of(defects), Engine.SQLITE).stream()
                .map(group -> group.stream().map(Defect::name).toList())
                .toList();
    }

    private static final Defect NAME = defect("name", "kind: changed-value, object: tools.name, key: a", "");

    @Test
    void whatIsAboutDifferentThingsGoesTogether() {
        assertThat(groups(
                        NAME,
                        defect("column", "kind: changed-value, object: tools.url, key: a", ""),
                        defect("key", "kind: changed-value, object: tools.name, key: b", ""),
                        defect("table", "kind: lost-row, object: teams, key: a", "")))
                .containsExactly(List.of("name", "column", "key", "table"));
    }

    @Test
    void theStoreAndTheNewReleaseAreDamagedInOneRun() {
        Defect release = StrictYaml.load(
                "release.yaml",
                "name: release\nfamily: running\nmodels: m\n"
                        + "plant: { in: release, edits: [ { file: a.py, find: b, put: c } ] }\n"
                        + "expect: { finding: { kind: endpoint-worse, object: GET /tags } }",
                Defect.class);
        assertThat(groups(NAME, release)).hasSize(1);
    }

    @Test
    void whatIsAboutTheSameThingGoesApart() {
        assertThat(groups(NAME, defect("again", "kind: changed-value, object: tools.name, key: a", "")))
                .hasSize(2);
        assertThat(groups(NAME, defect("any-key", "kind: schema-difference, object: tools.name", "")))
                .hasSize(2);
        assertThat(groups(NAME, defect("whole-row", "kind: lost-row, object: tools, key: a", "")))
                .hasSize(2);
        assertThat(groups(NAME, defect("row-twice", "kind: extra-row, object: tools", "")))
                .hasSize(2);
    }

    @Test
    void whatCouldExplainAnothersFindingGoesApart() {
        String finding = "kind: changed-value, object: teams.name, key: b";
        assertThat(groups(NAME, defect("follows", finding, "consequences: [ { kind: log-error } ]")))
                .hasSize(1);
        assertThat(groups(NAME, defect("any", finding, "consequences: [ { kind: changed-value } ]")))
                .hasSize(2);
        assertThat(groups(
                        NAME,
                        defect(
                                "other-key",
                                finding,
                                "consequences: [ { kind: changed-value, object: tools.name, key: c } ]")))
                .hasSize(1);
    }

    @Test
    void whatOneMustNotLeadToIsNoOthersFinding() {
        String finding = "kind: secret-unreadable, object: teams";
        Defect strict = defect("strict", finding, "never: [ { kind: changed-value } ]");
        assertThat(groups(NAME, strict)).hasSize(2);
        assertThat(groups(
                        strict,
                        defect("led", "kind: lost-row, object: a", "consequences: [ { kind: changed-value } ]")))
                .hasSize(2);
        assertThat(groups(NAME, defect("other", finding, "never: [ { kind: log-error } ]")))
                .hasSize(1);
    }

    @Test
    void whatCannotBeSeenBehindAnotherGoesApart() {
        Defect hiding = defect("hiding", "kind: secret-unreadable, object: teams", "hides: [ name ]");
        assertThat(groups(NAME, hiding)).hasSize(2);
        assertThat(groups(hiding, NAME)).hasSize(2);
    }

    @Test
    void anotherWayAndWhatEndsARunGoAlone() {
        String finding = "kind: changed-value, object: teams.name, key: b";
        assertThat(groups(NAME, defect("way", finding, "way: command-line"))).hasSize(2);
        assertThat(groups(NAME, defect("end", "kind: not-serving, object: process", "")))
                .hasSize(2);
        assertThat(groups(NAME, defect("slow", finding, "readySeconds: 5"))).hasSize(2);
        assertThat(groups(NAME, defect("pair", finding, "from: 0.9.0"))).hasSize(2);
    }

    @Test
    void oneWrongAnswerEndsNoRun() {
        assertThat(groups(NAME, defect("answer", "kind: not-serving, object: 'api:mcp.tool', key: tools/list", "")))
                .hasSize(1);
        assertThat(groups(NAME, defect("call", "kind: not-serving, object: POST /rpc, key: tools/call", "")))
                .hasSize(1);
    }

    @Test
    void whoGoesWithFewChoosesFirst() {
        Defect wide = defect(
                "wide",
                "kind: lost-row, object: tools, key: a",
                "consequences: [ { kind: endpoint-worse, object: a } ]");
        Defect one = defect("one", "kind: endpoint-worse, object: a", "");
        Defect two = defect("two", "kind: changed-value, object: tools.name, key: a", "");
        Defect free = defect("free", "kind: lost-row, object: teams, key: a", "");
        assertThat(groups(free, one, two, wide))
                .containsExactlyInAnyOrder(List.of("wide", "free"), List.of("one", "two"));
    }

    @Test
    void whatMustFindNothingGoesAlone() {
        Defect harmless = StrictYaml.load(
                "harmless.yaml",
                "name: harmless\nfamily: rows\nmodels: m\nplant: { in: store, at: before-start, sql: SELECT 1 }\n"
                        + "expect: { nothing: true }",
                Defect.class);
        assertThat(groups(NAME, harmless)).hasSize(2);
    }

    @Test
    void noDefectIsLeftOutAndMostOfTheStoreGoTogether() {
        List<Defect> all = Defects.read(FixtureSource.folder(ROOT.resolve("fixtures")));
        assertThat(all.stream().flatMap(d -> d.hides().stream()))
                .isSubsetOf(all.stream().map(Defect::name).toList());
        for (Engine engine : Engine.values()) {
            List<List<Defect>> groups = Together.groups(all, engine);
            assertThat(groups.stream().flatMap(List::stream))
                    .containsExactlyInAnyOrderElementsOf(all.stream()
                            .filter(d -> d.engines().contains(engine))
                            .toList());
            assertThat(groups.stream().mapToInt(List::size).max().orElseThrow()).isGreaterThan(5);
        }
    }
}
