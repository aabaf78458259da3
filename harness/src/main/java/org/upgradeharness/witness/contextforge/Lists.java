package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.witness.UnreadableList;

/** Reads the lists of ContextForge: plain arrays, or an object with the array under the list's name. */
final class Lists {
    private Lists() {}

    /**
     * All items of a list.
     *
     * @param name the field that holds the array where the answer is an object
     * @throws UnreadableList if the answer is no list
     */
    static List<JsonNode> all(Api api, String path, String name) {
        Answer answer = api.get(path);
        JsonNode items = answer.body().isArray() ? answer.body() : answer.body().path(name);
        if (!answer.ok() || !items.isArray()) {
            throw new UnreadableList(path, answer);
        }
        List<JsonNode> list = new ArrayList<>();
        items.forEach(list::add);
        return list;
    }
}
