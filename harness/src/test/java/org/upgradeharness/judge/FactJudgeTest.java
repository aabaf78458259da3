package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.upgradeharness.config.BrokenEnvironment;

class FactJudgeTest {
    private static final String OLD =
            "{\"name\":\"w\",\"isActive\":true,\"tags\":[\"a\",\"b\"],\"schema\":{\"type\":\"object\",\"n\":1.0},\"seen\":\"x\",\"none\":null}";

    private static Facts tools(String... entities) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        for (int i = 0; i < entities.length; i++) {
            try {
                all.put("id=" + i, JsonText.MAPPER.readTree(entities[i]));
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }
        return new Facts(Map.of("tools", all));
    }

    private static ApiChange change(ApiChange.Kind kind, String field, String to, Conversion conversion) {
        return new ApiChange(kind, "tools", field, to, conversion, null, null, true, "declared");
    }

    private static List<Finding> judge(String now, ApiChange... changes) {
        return FactJudge.compare(tools(OLD), tools(now), List.of(changes));
    }

    @Test
    void moreFieldsAndAnotherOrderOfKeysAreFine() {
        assertThat(judge(OLD)).isEmpty();
        assertThat(judge(OLD.replace("{\"type\":\"object\",\"n\":1.0}", "{\"n\":1,\"new\":[],\"type\":\"object\"}")))
                .isEmpty();
    }

    @Test
    void findsWhatChanged() {
        assertThat(judge(OLD.replace("[\"a\",\"b\"]", "[\"b\",\"a\"]")
                        .replace("object", "array")
                        .replace(",\"none\":null", "")))
                .extracting(Finding::object, Finding::expected, Finding::found, Finding::key)
                .containsExactly(
                        tuple("api:tools.tags.0", "'a'", "'b'", "id=0"),
                        tuple("api:tools.tags.1", "'b'", "'a'", "id=0"),
                        tuple("api:tools.schema.type", "'object'", "'array'", "id=0"),
                        tuple("api:tools.none", "'null'", "no such field", "id=0"));
        assertThat(judge(OLD.replace("true", "\"true\"")))
                .extracting(Finding::found)
                .containsExactly("'\"true\"'");
    }

    @Test
    void findsLostAndExtraEntities() {
        assertThat(FactJudge.compare(tools(OLD, OLD), tools(OLD), List.of()))
                .extracting(Finding::kind, Finding::object, Finding::key)
                .containsExactly(tuple(Kind.LOST_ROW, "api:tools", "id=1"));
        assertThat(FactJudge.compare(tools(OLD), new Facts(Map.of()), List.of()))
                .hasSize(1);
        assertThat(FactJudge.compare(tools(OLD), tools(OLD, OLD), List.of()))
                .extracting(Finding::kind)
                .containsExactly(Kind.EXTRA_ROW);
        ApiChange added = new ApiChange(ApiChange.Kind.ADDED, "*", null, null, null, 1, null, true, "x");
        assertThat(FactJudge.compare(tools(OLD), tools(OLD, OLD), List.of(added)))
                .isEmpty();
        assertThat(FactJudge.compare(tools(OLD), tools(OLD, OLD, OLD), List.of(added)))
                .hasSize(2);
    }

    @Test
    void declaredChangesAreCheckedInShape() {
        ApiChange ignore = change(ApiChange.Kind.IGNORE, "seen", null, null);
        assertThat(judge(OLD.replace("\"x\"", "\"y\""), ignore)).isEmpty();
        ApiChange rename = change(ApiChange.Kind.RENAME, "isActive", "enabled", null);
        assertThat(judge(OLD.replace("isActive", "enabled"), rename)).isEmpty();
        assertThat(judge(OLD.replace("\"isActive\":true", "\"enabled\":false"), rename))
                .hasSize(1);
        ApiChange set = change(ApiChange.Kind.SET, "tags", null, null);
        assertThat(judge(OLD.replace("[\"a\",\"b\"]", "[\"b\",\"a\"]"), set)).isEmpty();
        assertThat(judge(OLD.replace("[\"a\",\"b\"]", "[\"b\",\"c\"]"), set)).hasSize(1);
        ApiChange tags = change(ApiChange.Kind.CONVERT, "tags", null, Conversion.TAGS_TO_OBJECTS);
        String objects = "[{\"id\":\"a\",\"label\":\"a\"},{\"id\":\"b\",\"label\":\"b\"}]";
        assertThat(judge(OLD.replace("[\"a\",\"b\"]", objects), tags)).isEmpty();
        assertThat(judge(OLD, tags)).hasSize(1);
        ApiChange removed = change(ApiChange.Kind.REMOVED, "schema.*", null, null);
        assertThat(judge(OLD.replace("\"type\":\"object\",", ""), removed)).isEmpty();
        assertThat(judge(OLD.replace("object", "array"), removed)).hasSize(1);
        assertThat(judge(OLD.replace("\"object\"", "null"), removed)).isEmpty();
    }

    @Test
    void whatWasEmptyMayBeFilledAndNothingElse() {
        ApiChange filled = change(ApiChange.Kind.FILLED, "none", null, null);
        assertThat(judge(OLD.replace("\"none\":null", "\"none\":[\"a\"]"), filled))
                .isEmpty();
        ApiChange tags = change(ApiChange.Kind.FILLED, "tags", null, null);
        assertThat(judge(OLD.replace("[\"a\",\"b\"]", "[\"a\",\"b\",\"c\"]"), tags))
                .hasSize(1);
    }

    @Test
    void aNameMayBePutInANamespace() {
        ApiChange name = change(ApiChange.Kind.NAMESPACED, "seen", null, null);
        assertThat(judge(OLD.replace("\"x\"", "\"peer-x\""), name)).isEmpty();
        assertThat(judge(OLD.replace("\"x\"", "\"peerx\""), name)).hasSize(1);
        assertThat(judge(OLD.replace("\"x\"", "\"x-peer\""), name)).hasSize(1);
    }

    @Test
    void whatBecomesAValueBecomesThatValue() {
        ApiChange masked = change(ApiChange.Kind.BECOMES, "seen", "*****", null);
        assertThat(judge(OLD.replace("\"x\"", "\"*****\""), masked)).isEmpty();
        assertThat(judge(OLD, masked)).isEmpty();
        assertThat(judge(OLD.replace("\"x\"", "\"y\""), masked)).hasSize(1);
    }

    @Test
    void nothingOnTheOldSideIsNoJudgement() {
        assertThatThrownBy(() -> FactJudge.compare(tools(), tools(OLD), List.of()))
                .isInstanceOf(BrokenEnvironment.class);
    }
}
