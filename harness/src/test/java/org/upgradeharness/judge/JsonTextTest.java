package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextTest {
    @Test
    void oneSpellingPerMeaning() {
        assertThat(JsonText.canonical("{\"b\": [1.0, {}, []], \"a\": \"x\\u0041\"}"))
                .isEqualTo("{\"a\":\"xA\",\"b\":[1,{},[]]}");
        assertThat(JsonText.canonical("0.00")).isEqualTo("0");
        assertThat(JsonText.canonical("no json {")).isEqualTo("no json {");
        assertThat(JsonText.canonical("1 2")).isEqualTo("1 2");
        assertThat(JsonText.canonical("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1}        | {\"a\":1,\"b\":2}         | true",
                "{\"a\":1}        | {\"a\":2}                 | false",
                "{\"a\":1}        | {\"b\":1}                 | false",
                "{\"a\":1}        | [1]                       | false",
                "{\"a\":{\"b\":1}} | {\"a\":{\"b\":1,\"c\":0}} | true",
                "{\"a\":{\"b\":1}} | {\"a\":{\"c\":0}}        | false",
                "[1,1]            | [1]                       | false",
                "[1,1]            | [1,2,1]                   | true",
                "[]               | {}                        | false",
                "1                | 1.0                       | true",
                "1                | 2                         | false"
            })
    void holdingAll(String old, String now, boolean held) throws JsonProcessingException {
        assertThat(JsonText.holdsAll(json(old), json(now))).isEqualTo(held);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"s\":\"key\",\"n\":1} | {\"s\":\"v1:zzzz\",\"n\":1} | true",
                "{\"s\":\"key\",\"n\":1} | {\"s\":\"key\",\"n\":1}     | true",
                "{\"s\":\"key\"}         | {\"s\":\"kez\"}             | false",
                "{\"s\":\"key\"}         | {\"s\":\"the key itself\"}  | false",
                "{\"s\":\"key\"}         | {\"s\":12345}               | false",
                "{\"s\":\"key\"}         | {\"s\":null}                | false",
                "{\"s\":\"key\",\"n\":1} | {\"s\":\"v1:zzzz\",\"n\":2} | false",
                "{\"n\":\"key\"}         | {\"n\":\"v1:zzzz\"}         | false",
                "{\"s\":\"key\"}         | {\"t\":\"v1:zzzz\"}         | false",
                "{\"s\":\"key\"}         | {\"s\":\"v1:zzzz\",\"n\":1} | false",
                "{\"o\":{\"s\":\"key\"}} | {\"o\":{\"s\":\"v1:zzzz\"}} | true",
                "{\"s\":7}               | {\"s\":8}                   | false",
                "[1]                     | {\"s\":1}                   | false"
            })
    void encryptedFields(String old, String now, boolean same) throws JsonProcessingException {
        assertThat(JsonText.sameButEncrypted(json(old), json(now), Set.of("s"))).isEqualTo(same);
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return JsonText.MAPPER.readTree(text);
    }
}
