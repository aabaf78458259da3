package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.store.RowCursor;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.witness.Sight;

/**
 * A list of the API against the rows it is made of: each is shown, and nothing else is. Rows that are private, or templates, of
 * which the gateway keeps another list, may be left out.
 *
 * @param feature the feature's name
 * @param path the list
 * @param listName the field that holds it where the answer is an object
 * @param table where its rows stand
 */
record Shown(String feature, String path, String listName, String table) {
    private static final int TOLD = 100;

    List<Finding> compare(Sight sight, StoreReader rows) {
        Set<String> shown = new HashSet<>();
        for (JsonNode entity : Lists.whole(sight, path, listName)) {
            shown.add(entity.path("id").asText());
        }
        List<String> missing = new ArrayList<>();
        try (RowCursor cursor = rows.rows(table, List.of("id"))) {
            while (cursor.next()) {
                Map<String, Object> row = new HashMap<>();
                for (int i = 0; i < cursor.columns().size(); i++) {
                    row.put(cursor.columns().get(i).name(), cursor.value(i));
                }
                String id = String.valueOf(row.get("id"));
                if (!shown.remove(id) && mustBeShown(row)) {
                    missing.add("id=" + id + " (name="
                            + row.get(row.containsKey("original_name") ? "original_name" : "name") + ")");
                }
            }
        }
        List<Finding> findings = new ArrayList<>();
        missing.stream()
                .limit(TOLD)
                .forEach(key -> findings.add(said(Kind.LOST_ROW, key, "an entity for each row", "no such entity")));
        if (missing.size() > TOLD) {
            findings.add(said(Kind.LOST_ROW, "", "an entity for each row", missing.size() + " are missing in all"));
        }
        if (!shown.isEmpty()) {
            findings.add(said(Kind.EXTRA_ROW, "", "a row for each entity", shown.size() + " entities without a row"));
        }
        return findings;
    }

    private Finding said(Kind kind, String key, String expected, String found) {
        return Finding.of(Severity.ERROR, kind, "api:" + feature, key, expected, found)
                .inGroup("api:" + feature + (kind == Kind.LOST_ROW ? ": entities lost" : ": entities appeared"));
    }

    private static boolean mustBeShown(Map<String, Object> row) {
        return !"private".equals(String.valueOf(row.get("visibility"))) && row.get("uri_template") == null;
    }
}
