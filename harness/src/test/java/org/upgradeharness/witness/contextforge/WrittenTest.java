package org.upgradeharness.witness.contextforge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.witness.Trial;

/** A write is kept as it was sent, and touches nothing else. */
class WrittenTest {
    private static final Object SENT = Map.of(
            "tool",
            Map.of(
                    "name", "my tool",
                    "integration_type", "REST",
                    "headers", Map.of("X", "1"),
                    "tags", List.of("a", "b"),
                    "auth_token", "never told"),
            "visibility",
            "private");

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static List<String> created(String told) throws IOException {
        Trial trial = new Trial(null);
        Written.created(trial, "POST /tools", SENT, json(told));
        assertThat(trial.findings()).extracting(Finding::kind).allMatch(k -> k == Kind.LOST_WRITE);
        return trial.findings().stream().map(Finding::key).toList();
    }

    private static List<String> changed(String before, String after) throws IOException {
        Trial trial = new Trial(null);
        Written.changed(trial, "PUT /tools/{id}", Set.of("description"), json(before), json(after));
        return trial.findings().stream().map(Finding::key).toList();
    }

    @Test
    void whatIsToldInItsOwnWordsIsKept() throws IOException {
        assertThat(created("{'id':'1','name':'my-tool','originalName':'my tool','integrationType':'REST',"
                        + "'headers':{'X':'1','Y':'default'},'tags':[{'id':'a'},{'id':'b'}],'visibility':'private'}"))
                .isEmpty();
    }

    @Test
    void eachFieldThatIsToldOtherwiseIsNamed() throws IOException {
        assertThat(created("{'id':'1','name':'your-tool','originalName':'your tool','integrationType':'MCP',"
                        + "'headers':{},'tags':[],'visibility':'public'}"))
                .containsExactlyInAnyOrder("name", "integration_type", "headers", "tags", "visibility");
    }

    @Test
    void aTagInPlaceOfAnotherIsNamed() throws IOException {
        assertThat(created("{'id':'1','name':'my tool','integrationType':'REST','headers':{'X':'1'},"
                        + "'tags':[{'id':'a'},{'id':'c'}],'visibility':'private'}"))
                .containsExactly("tags");
    }

    @Test
    void aChangeMayChangeWhatItNamesAndItsOwnBookkeeping() throws IOException {
        assertThat(changed(
                        "{'description':'a','version':1,'updatedAt':'x','modifiedBy':null,'tools':[1,2],'url':'u'}",
                        "{'description':'b','version':2,'updatedAt':'y','modifiedBy':'me','tools':[2,1],'url':'u'}"))
                .isEmpty();
    }

    @Test
    void aFieldThatIsSetBackOrGoneIsNamed() throws IOException {
        assertThat(changed("{'description':'a','tags':['x'],'url':'u'}", "{'description':'b','tags':[]}"))
                .containsExactlyInAnyOrder("tags", "url");
    }
}
