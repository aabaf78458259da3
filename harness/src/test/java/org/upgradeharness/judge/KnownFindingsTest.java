package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Engine;

class KnownFindingsTest {
    private static final String FILE = """
            findings:
              - id: slow-lists
                from: 1.0.0rc1
                to: {since: 1.0.0, before: 1.0.4}
                engine: postgres
                kind: schema-difference
                objects: [tools.a, tools.b]
                group: indexes missing
                count: 2
                reason: lists by a are slower
              - id: prompt-names
                from: [1.0.0rc1, 0.9.0]
                to: {since: 1.0.0}
                kind: changed-value
                object: prompts.name
                where: name=p 1
                expected: "'p 1'"
                found: "'p-1'"
                reason: the name is a slug
            """;
    private static final Passage UP = Passage.direct(Version.parse("1.0.0-rc1"), Version.parse("1.0.0"));
    private static final Finding A =
            SchemaJudge.finding(Severity.WARNING, "tools.a", "index", "none", "indexes missing");
    private static final Finding B =
            SchemaJudge.finding(Severity.WARNING, "tools.b", "index", "none", "indexes missing");
    private static final Finding NAME =
            Finding.of(Severity.ERROR, Kind.CHANGED_VALUE, "prompts.name", "id=4f (name=p 1)", "'p 1'", "'p-1'");

    private static KnownFindings.Match match(Finding... findings) {
        return KnownFindings.load("known-findings.yaml", FILE)
                .match(List.of(findings), UP, Circumstances.usual(Engine.POSTGRES, false));
    }

    @Test
    void marksExactMatches() {
        KnownFindings.Match match = match(A, B, NAME);
        assertThat(match.findings())
                .extracting(Finding::known)
                .containsExactly("lists by a are slower", "lists by a are slower", "the name is a slug");
        assertThat(match.stale()).isEmpty();
    }

    @Test
    void anotherChangeIsNotKnown() {
        Finding other =
                Finding.of(Severity.ERROR, Kind.CHANGED_VALUE, "prompts.name", "id=4f (name=p 1)", "'p 1'", "'x'");
        Finding elsewhere =
                Finding.of(Severity.ERROR, Kind.CHANGED_VALUE, "prompts.name", "id=4f (name=p 12)", "'p 1'", "'p-1'");
        assertThat(match(A, B, other, elsewhere).findings().subList(2, 4))
                .extracting(Finding::known)
                .containsOnlyNulls();
    }

    @Test
    void reportsStaleEntries() {
        assertThat(match(A, NAME).stale())
                .containsExactly(
                        "known schema-difference (lists by a are slower): no longer found on tools.b",
                        "known schema-difference (lists by a are slower): expected 2 of them, found 1");
        assertThat(match(A, NAME).findings().get(0).known()).isNull();
        assertThat(match(A, B).stale())
                .containsExactly("known changed-value (the name is a slug): no longer found on prompts.name");
        KnownFindings known = KnownFindings.load("k", FILE);
        assertThat(known.match(
                                List.of(),
                                Passage.direct(Version.parse("1.0.4"), Version.parse("1.0.7")),
                                Circumstances.usual(Engine.POSTGRES, false))
                        .stale())
                .isEmpty();
    }

    @Test
    void anEntryAboutEdgeDataIsStaleOnlyWhereThatWasSeeded() {
        KnownFindings known =
                KnownFindings.load("k", FILE.replace("where: name=p 1", "where: name=p 1\n    edges: true"));
        assertThat(known.match(List.of(A, B), UP, Circumstances.usual(Engine.POSTGRES, false))
                        .stale())
                .isEmpty();
        assertThat(known.match(List.of(A, B), UP, Circumstances.usual(Engine.POSTGRES, true))
                        .stale())
                .hasSize(1);
    }

    @Test
    void anEntryAboutChangedSettingsHoldsUnderThemAlone() {
        KnownFindings known = KnownFindings.load(
                "k", FILE.replace("where: name=p 1", "where: name=p 1\n    configuration: everyday settings"));
        for (String configuration : new String[] {null, "another administrator"}) {
            KnownFindings.Match match =
                    known.match(List.of(NAME), UP, new Circumstances(Engine.POSTGRES, false, configuration));
            assertThat(match.findings().get(0).known()).isNull();
        }
        KnownFindings.Match match =
                known.match(List.of(NAME), UP, new Circumstances(Engine.POSTGRES, false, "everyday settings"));
        assertThat(match.findings().get(0).known()).isEqualTo("the name is a slug");
    }

    @Test
    void whatIsFoundSometimesIsNeverStale() {
        KnownFindings known =
                KnownFindings.load("k", FILE.replace("where: name=p 1", "where: name=p 1\n    sometimes: true"));
        assertThat(known.match(List.of(A, B), UP, Circumstances.usual(Engine.POSTGRES, true))
                        .stale())
                .isEmpty();
    }

    @Test
    void whatAnInterruptionLeavesMayBeOneOfSeveral() {
        String entry = """
                findings:
                  - id: indexes-missing
                    from: [1.0.0rc1]
                    to: [1.0.0]
                    kind: retry-differs
                    object: revision 4a
                    expected: the same store
                    found: [index a, index b]
                    reason: lists are slower
                """;
        Finding one = Finding.of(Severity.ERROR, Kind.RETRY_DIFFERS, "revision 4a", "", "the same store", "index b");
        Finding other = Finding.of(Severity.ERROR, Kind.RETRY_DIFFERS, "revision 4a", "", "the same store", "a row");
        assertThat(KnownFindings.load("k", entry)
                        .match(List.of(one, other), UP, Circumstances.usual(Engine.SQLITE, false))
                        .findings())
                .extracting(Finding::known)
                .containsExactly("lists are slower", null);
        assertThatThrownBy(() -> KnownFindings.load("k", FILE.replace("found: \"'p-1'\"", "found: [a, b]")))
                .hasMessageContaining("a list of \"found\" is for kinds retry-differs and retry-failed alone");
    }

    /** Few cases start the old release again; all of them start the new one. */
    @Test
    void anEntryAboutAStartIsStaleOnlyWhereThatReleaseIsStartedAlways() {
        String entry = """
                findings:
                  - id: no-way-back
                    from: [1.0.0rc1]
                    to: { since: 1.0.0 }
                    kind: not-serving
                    object: start of 1.0.0rc1
                    group: not-serving start of 1.0.0rc1
                    reason: it refuses the newer schema
                """;
        assertThat(KnownFindings.load("k", entry)
                        .match(List.of(), UP, Circumstances.usual(Engine.POSTGRES, false))
                        .stale())
                .isEmpty();
        assertThat(KnownFindings.load("k", entry.replace("start of 1.0.0rc1", "start of 1.0.0"))
                        .match(List.of(), UP, Circumstances.usual(Engine.POSTGRES, false))
                        .stale())
                .hasSize(1);
        Finding refused = Finding.of(Severity.ERROR, Kind.NOT_SERVING, "start of 1.0.0rc1", "replica 1", "ready", "no");
        assertThat(KnownFindings.load("k", entry)
                        .match(List.of(refused), UP, Circumstances.usual(Engine.POSTGRES, false))
                        .findings()
                        .get(0)
                        .known())
                .isEqualTo("it refuses the newer schema");
    }

    /** What comes of a release between is neither known nor missed where the store was not brought to it. */
    @Test
    void anEntryMaySpeakOfWaysByAReleaseBetween() {
        KnownFindings known = KnownFindings.load("k", """
                findings:
                  - id: never-run
                    from: { since: 0.9.0, before: 1.0.0rc1 }
                    to: { since: 1.0.1 }
                    via: { since: 1.0.0rc1, before: 1.0.1 }
                    kind: schema-difference
                    object: tools.a
                    group: indexes missing
                    reason: lists by a are slower
                """);
        Version old = Version.parse("0.9.0");
        Version now = Version.parse("1.0.4");
        for (String between : List.of("1.0.0rc1", "1.0.0")) {
            Passage hops = new Passage(old, now, List.of(Version.parse(between), Version.parse("1.0.2")));
            assertThat(known.match(List.of(A), hops, Circumstances.usual(Engine.SQLITE, false))
                            .findings()
                            .get(0)
                            .known())
                    .isEqualTo("lists by a are slower");
            assertThat(known.match(List.of(), hops, Circumstances.usual(Engine.SQLITE, false))
                            .stale())
                    .hasSize(1);
        }
        for (Passage other :
                List.of(Passage.direct(old, now), new Passage(old, now, List.of(Version.parse("1.0.1"))))) {
            KnownFindings.Match match = known.match(List.of(A), other, Circumstances.usual(Engine.SQLITE, false));
            assertThat(match.findings().get(0).known()).isNull();
            assertThat(match.stale()).isEmpty();
        }
    }

    /** A range is meant for the way up, but where the entry says otherwise. */
    @Test
    void anEntrySaysOnWhichWayItAppears() {
        String entry = """
                findings:
                  - id: of-the-release
                    from: { since: 1.0.0 }
                    to: { since: 1.0.0 }
                    kind: write-refused
                    object: PUT /a
                    group: write-refused PUT /a
                    reason: it refuses
                """;
        assertThat(knownUpAndBack(entry)).containsExactly(true, false);
        assertThat(knownUpAndBack(entry + "    way: back\n")).containsExactly(false, true);
        assertThat(knownUpAndBack(entry + "    way: both\n")).containsExactly(true, true);
        assertThat(knownUpAndBack(entry.replace("from: { since: 1.0.0 }", "from: [1.0.1, 1.0.4]")
                        .replace("to: { since: 1.0.0 }", "to: [1.0.1, 1.0.4]")))
                .containsExactly(true, true);
        assertThatThrownBy(() -> KnownFindings.load("k", entry + "    way: down\n"))
                .hasMessageContaining("way")
                .hasMessageContaining("down");
    }

    private static List<Boolean> knownUpAndBack(String file) {
        Finding refused = Finding.of(Severity.ERROR, Kind.WRITE_REFUSED, "PUT /a", "", "2xx", "500");
        Version one = Version.parse("1.0.1");
        Version four = Version.parse("1.0.4");
        return Stream.of(List.of(one, four), List.of(four, one))
                .map(way -> KnownFindings.load("k", file)
                                .match(
                                        List.of(refused),
                                        Passage.direct(way.get(0), way.get(1)),
                                        Circumstances.usual(Engine.SQLITE, false))
                                .findings()
                                .get(0)
                                .known()
                        != null)
                .toList();
    }

    /** A table that is gone has no key, and one row of it that is gone is something else. */
    @Test
    void anEmptyKeyIsAboutTheWholeAndNothingElse() {
        KnownFindings known = KnownFindings.load("k", """
                findings:
                  - id: table-gone
                    from: [1.0.0rc1]
                    to: [1.0.0]
                    kind: lost-row
                    object: tools
                    key: ""
                    group: "tools: the table is gone"
                    reason: nothing reads it
                """);
        Finding whole = Finding.of(Severity.ERROR, Kind.LOST_ROW, "tools", "", "4 rows", "the table is gone")
                .inGroup("tools: the table is gone");
        Finding one = Finding.of(Severity.ERROR, Kind.LOST_ROW, "tools", "id=1", "a row", "none")
                .inGroup("tools: the table is gone");
        assertThat(known.match(List.of(whole, one), UP, Circumstances.usual(Engine.SQLITE, false))
                        .findings())
                .extracting(Finding::known)
                .containsExactly("nothing reads it", null);
    }

    @Test
    void refusesAWildcardOverData() {
        String wild = FILE.replace("    where: name=p 1\n", "");
        assertThatThrownBy(() -> KnownFindings.load("known-findings.yaml", wild))
                .isInstanceOf(UsageError.class)
                .hasMessage(
                        "known-findings.yaml:11: kind changed-value is about data and needs the exact \"key\" (or \"where: column=value\"):"
                                + " there is no wildcard for lost or changed data (findings, entry 2).");
        assertThatThrownBy(() -> KnownFindings.load("k", FILE.replace("reason: lists by a are slower", "reason: ''")))
                .hasMessageContaining("\"reason\"");
        assertThatThrownBy(() -> KnownFindings.load("k", FILE.replace("id: slow-lists", "id: Slow lists")))
                .hasMessageContaining("\"id\" is written in small letters with hyphens");
    }
}
