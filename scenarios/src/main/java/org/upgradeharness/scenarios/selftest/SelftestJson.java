package org.upgradeharness.scenarios.selftest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code selftest.json}: the figures, and a line per defect and engine. */
public final class SelftestJson {
    private SelftestJson() {}

    /** The document as text. */
    public static String of(Score score) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("planted", score.planted().size());
        document.put("caught", score.caught());
        document.put("wrong", score.wrong());
        document.put("falseAlarms", score.falseAlarms());
        document.put("controls", score.controls());
        document.put("seconds", score.seconds());
        List<Map<String, Object>> defects = new ArrayList<>();
        for (Row row : score.planted()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("name", row.name());
            line.put("engine", row.engine());
            line.put("expected", row.expected());
            line.put("found", row.found());
            line.put("caught", row.caught());
            line.put("seconds", row.seconds());
            defects.add(line);
        }
        document.put("defects", defects);
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written", e);
        }
    }
}
