package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupingTest {
    private static Finding row(Kind kind, String object, String key, String group) {
        return Finding.of(Severity.ERROR, kind, object, key, "'a'", "'b'").inGroup(group);
    }

    @Test
    void consequencesCarryTheGroupOfTheirCause() {
        List<Finding> grouped = Grouping.group(List.of(
                row(Kind.LOST_ROW, "tools", "id=7 (name=w)", "row lost from tools: id=7"),
                row(Kind.CHANGED_VALUE, "tools.input_schema", "id=8 (name=x)", "tools.input_schema changed"),
                row(Kind.LOST_ROW, "api:tools", "id=7", null),
                row(Kind.CHANGED_VALUE, "api:tools.inputSchema.type", "id=8", null),
                row(Kind.CHANGED_VALUE, "api:servers.associatedTools", "id=9", null),
                Finding.of(Severity.ERROR, Kind.LOST_ROW, "logs", "", "5 rows", RowJudge.TABLE_GONE)
                        .inGroup("logs: gone"),
                SchemaJudge.error("logs", "table", "no such table", "tables missing"),
                SchemaJudge.error("other", "table", "no such table", "tables missing")));
        assertThat(grouped)
                .extracting(Finding::group)
                .containsExactly(
                        "row lost from tools: id=7",
                        "tools.input_schema changed",
                        "row lost from tools: id=7",
                        "tools.input_schema changed",
                        "api:servers.associatedTools changed",
                        "logs: gone",
                        "logs: gone",
                        "tables missing");
    }

    @Test
    void manyDifferencesAreFewGroups() {
        List<Finding> many = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            many.add(SchemaJudge.finding(
                    i % 3 == 0 ? Severity.ERROR : Severity.NOTE,
                    "t.c" + i,
                    "text",
                    "varchar",
                    "incompatible types: a" + i % 60 + " instead of b"));
        }
        List<GroupSummary> groups = Grouping.summarise(Grouping.group(many));
        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).line())
                .isEqualTo("error: incompatible types (500 findings, e.g. t.c0: expected text, found varchar)");
    }

    @Test
    void endpointsThatAreWorseInOneWayAreOneGroupAndTheLogJoinsIt() {
        List<Finding> findings = new ArrayList<>();
        for (String path : List.of("/admin/", "/admin/teams", "/admin/tools/ids", "/admin/users")) {
            findings.add(worse(path, "303"));
        }
        findings.add(worse("/admin/tags", "500"));
        findings.add(worse("/export", "303"));
        findings.add(
                Finding.of(Severity.ERROR, Kind.LOG_ERROR, "log:x", "once", "not logged", "GET /admin/teams - 303"));
        String alike = "endpoints worse under GET /admin: 303 instead of 200";
        assertThat(Grouping.group(findings))
                .extracting(Finding::group)
                .containsExactly(
                        alike,
                        alike,
                        alike,
                        alike,
                        "endpoint-worse GET /admin/tags",
                        "endpoint-worse GET /export",
                        alike);
    }

    private static Finding worse(String path, String found) {
        return Finding.of(Severity.ERROR, Kind.ENDPOINT_WORSE, "GET " + path, "", "200", found);
    }

    @Test
    void theWorstComesFirst() {
        List<GroupSummary> groups = Grouping.summarise(List.of(
                SchemaJudge.finding(Severity.NOTE, "a", "", "", "n"),
                SchemaJudge.finding(Severity.WARNING, "a", "", "", "w"),
                SchemaJudge.finding(Severity.ERROR, "a", "", "", "e"),
                SchemaJudge.finding(Severity.NOTE, "b", "", "", "e"),
                SchemaJudge.finding(Severity.ERROR, "a", "", "", "f")));
        assertThat(groups).extracting(GroupSummary::group).containsExactly("e", "f", "w", "n");
    }
}
