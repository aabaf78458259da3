package org.upgradeharness.defect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upgradeharness.config.StrictYaml;

class CaughtTest {
    private static final String LOST =
            "{'severity':'error','kind':'lost-row','object':'tools','key':'id=1 (name=weather)','group':'g','known':null}";
    private static final String FOLLOWS =
            "{'severity':'error','kind':'changed-value','object':'api:tools','key':'','group':'g','known':null}";
    private static final String STRANGE =
            "{'severity':'note','kind':'log-error','object':'log','key':'once','group':'other','known':null}";

    private static JsonNode report(String verdict, String reason, String... findings) {
        String text = "{'verdict':'" + verdict + "','headline':'" + verdict + ": " + reason + "','cases':[{'reason':'"
                + reason + "','findings':[" + String.join(",", findings) + "]}]}";
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static Defect expecting(String expect, String more) {
        String yaml = "name: x\nfamily: rows\nmodels: m\nplant: { in: store, at: before-start, sql: SELECT 1 }\n"
                + expect + "\n" + more;
        return StrictYaml.load("x.yaml", yaml, Defect.class);
    }

    private static final Defect LOST_ROW =
            expecting("expect: { finding: { kind: lost-row, object: tools, key: weather } }", "");

    @Test
    void theNamedFindingAndWhatItCausesIsCaught() {
        Caught caught = Caught.of(report("FAILED", "", LOST, FOLLOWS), LOST_ROW);
        assertThat(caught.caught()).isTrue();
        assertThat(caught.found()).isEqualTo("lost-row tools");
        assertThat(caught.wrong()).isEmpty();
    }

    @Test
    void ofSeveralPlantedTogetherEachMustBeFoundAndNothingBesides() {
        Defect noise = expecting("expect: { finding: { kind: log-error, object: log }, severity: note }", "");
        List<Defect> both = List.of(LOST_ROW, noise);
        assertThat(Caught.each(report("FAILED", "", LOST, FOLLOWS, STRANGE), both))
                .isTrue();
        assertThat(Caught.each(report("FAILED", "", LOST, FOLLOWS), both)).isFalse();
        assertThat(Caught.each(report("FAILED", "", LOST, STRANGE), List.of(LOST_ROW)))
                .isFalse();
        Defect follows = expecting(
                "expect: { finding: { kind: lost-row, object: tools } }", "consequences: [ { kind: log-error } ]");
        assertThat(Caught.each(report("FAILED", "", LOST, STRANGE), List.of(follows)))
                .isTrue();
        assertThat(Caught.each(report("BROKEN", "", LOST, STRANGE), both)).isFalse();
        assertThat(Caught.each(report("FAILED", "", LOST.replace("null", "'why'"), STRANGE), both))
                .isFalse();
    }

    @Test
    void whatElseIsFoundIsWrong() {
        Caught caught = Caught.of(report("FAILED", "", LOST, STRANGE), LOST_ROW);
        assertThat(caught.caught()).isTrue();
        assertThat(caught.wrong()).containsExactly("note log-error log (once)");
        assertThat(Caught.of(
                                report("FAILED", "", LOST, STRANGE),
                                expecting(
                                        "expect: { finding: { kind: lost-row, object: tools } }",
                                        "consequences: [ { kind: log-error, object: log } ]"))
                        .wrong())
                .isEmpty();
    }

    @Test
    void whatMustNotBeFoundIsWrongThoughItFollows() {
        Defect never = expecting(
                "expect: { finding: { kind: lost-row, object: tools } }",
                "never: [ { kind: changed-value, object: 'api:tools' } ]");
        assertThat(Caught.of(report("FAILED", "", LOST, FOLLOWS), never).wrong())
                .hasSize(1);
    }

    @Test
    void anotherRowSeverityOrVerdictIsNotIt() {
        assertThat(Caught.of(report("FAILED", "", LOST.replace("weather", "mail")), LOST_ROW)
                        .caught())
                .isFalse();
        assertThat(Caught.of(report("FAILED", "", LOST.replace("'error'", "'warning'")), LOST_ROW)
                        .caught())
                .isFalse();
        assertThat(Caught.of(report("BROKEN", "no server", LOST), LOST_ROW).caught())
                .isFalse();
        assertThat(Caught.of(report("FAILED", "", LOST.replace("'known':null", "'known':'r'")), LOST_ROW)
                        .caught())
                .isFalse();
        Caught blind = Caught.of(report("PASSED", ""), LOST_ROW);
        assertThat(blind.caught()).isFalse();
        assertThat(blind.found()).isEqualTo("nothing");
    }

    @Test
    void brokenCountsForItsReasonAlone() {
        Defect broken = expecting("expect: { broken: seeded nothing }", "");
        assertThat(Caught.of(report("BROKEN", "The witness of a2a seeded nothing."), broken)
                        .caught())
                .isTrue();
        Caught other = Caught.of(report("BROKEN", "The engine is gone."), broken);
        assertThat(other.caught()).isFalse();
        assertThat(other.found()).contains("The engine is gone.");
        assertThat(Caught.of(report("FAILED", "seeded nothing", LOST), broken).caught())
                .isFalse();
    }

    @Test
    void aControlFindsNothingAtAll() {
        assertThat(Caught.control(report("PASSED", "")).caught()).isTrue();
        assertThat(Caught.control(report("PASSED", "", STRANGE)).caught()).isFalse();
        assertThat(Caught.control(report("BROKEN", "no engine")).caught()).isFalse();
        assertThat(Caught.control(report("BROKEN", "no engine")).found()).contains("no engine");
    }
}
