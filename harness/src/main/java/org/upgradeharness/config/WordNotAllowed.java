package org.upgradeharness.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.List;

/** A word stands where only certain others may. */
final class WordNotAllowed extends JsonMappingException {
    private static final long serialVersionUID = 1L;

    private final String word;
    private final transient List<String> allowed;

    WordNotAllowed(JsonParser parser, String word, List<String> allowed) {
        super(parser, "\"" + word + "\" is not allowed");
        this.word = word;
        this.allowed = allowed;
    }

    String word() {
        return word;
    }

    List<String> allowed() {
        return allowed;
    }
}
