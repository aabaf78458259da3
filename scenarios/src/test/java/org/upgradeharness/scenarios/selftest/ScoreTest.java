package org.upgradeharness.scenarios.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTest {
    private static final Row QUIET = new Row(Row.CONTROL, "sqlite", "nothing", "nothing", true, List.of(), 4);
    private static final Row LOUD =
            new Row(Row.CONTROL, "postgres", "nothing", "note log-error log", false, List.of("note log-error log"), 5);
    private static final Row CAUGHT =
            new Row("row-lost", "sqlite", "lost-row tools", "lost-row tools", true, List.of(), 3.25);
    private static final Row BLIND = new Row("row-lost", "postgres", "lost-row tools", "nothing", false, List.of(), 3);
    private static final Row MUCH = new Row(
            "index-lost",
            "sqlite",
            "schema-difference i",
            "schema-difference i",
            true,
            List.of("note log-error log"),
            3);

    private static Score score(Row... rows) {
        return new Score(List.of(rows), List.of(), 61.5);
    }

    @Test
    void isZeroWhereAllIsCaughtAndNothingElseFound() {
        assertThat(score(QUIET, CAUGHT).exitCode()).isZero();
        assertThat(score(QUIET, CAUGHT).headline())
                .isEqualTo("PASSED: 1 of 1 planted defects caught, 0 wrong findings, 0 false alarms in 1 controls");
    }

    @Test
    void isOneForABlindCheckAWrongFindingAndAFalseAlarm() {
        assertThat(score(QUIET, CAUGHT, BLIND).exitCode()).isEqualTo(1);
        assertThat(score(QUIET, CAUGHT, BLIND).headline())
                .isEqualTo("FAILED: 1 of 2 planted defects caught, 0 wrong findings, 0 false alarms in 1 controls;"
                        + " blind: lost-row tools (row-lost on postgres)");
        assertThat(score(QUIET, MUCH).exitCode()).isEqualTo(1);
        assertThat(score(LOUD, CAUGHT).exitCode()).isEqualTo(1);
        assertThat(score(LOUD, CAUGHT).headline()).contains("1 false alarms in 1 controls");
    }

    @Test
    void isToldAsTable() {
        assertThat(SelftestTable.of(score(QUIET, CAUGHT, MUCH)))
                .contains("row-lost    sqlite    lost-row tools       lost-row tools           3.3")
                .contains("    besides: note log-error log");
    }

    @Test
    void isWrittenAsJson() throws JsonProcessingException {
        JsonNode json = new ObjectMapper().readTree(SelftestJson.of(score(QUIET, LOUD, CAUGHT, BLIND, MUCH)));
        assertThat(json.path("planted").asInt()).isEqualTo(3);
        assertThat(json.path("caught").asInt()).isEqualTo(2);
        assertThat(json.path("wrong").asInt()).isEqualTo(1);
        assertThat(json.path("falseAlarms").asInt()).isEqualTo(1);
        assertThat(json.path("controls").asInt()).isEqualTo(2);
        assertThat(json.path("seconds").asDouble()).isEqualTo(61.5);
        JsonNode first = json.path("defects").get(0);
        assertThat(first.path("name").asText()).isEqualTo("row-lost");
        assertThat(first.path("engine").asText()).isEqualTo("sqlite");
        assertThat(first.path("expected").asText()).isEqualTo("lost-row tools");
        assertThat(first.path("found").asText()).isEqualTo("lost-row tools");
        assertThat(first.path("caught").asBoolean()).isTrue();
        assertThat(first.path("seconds").asDouble()).isEqualTo(3.25);
    }
}
