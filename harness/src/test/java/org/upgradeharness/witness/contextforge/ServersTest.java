package org.upgradeharness.witness.contextforge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class ServersTest {
    private static JsonNode server(String tools) throws Exception {
        ObjectNode entity = (ObjectNode)
                new ObjectMapper().readTree("{\"associatedTools\": " + tools + ", \"tags\": [\"b\", \"a\"]}");
        new Servers().enrich(entity, null);
        return entity;
    }

    @Test
    void whatAServerBundlesIsASetAndItsTagsAreAList() throws Exception {
        assertThat(server("[\"x\", \"y\"]")).isEqualTo(server("[\"y\", \"x\"]"));
        assertThat(server("[\"x\"]")).isNotEqualTo(server("[\"x\", \"y\"]"));
        assertThat(server("[]").path("tags").path(0).asText()).isEqualTo("b");
    }
}
