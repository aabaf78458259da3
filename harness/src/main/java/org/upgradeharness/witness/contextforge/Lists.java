package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.UnreadableList;

/** Reads the lists of ContextForge: plain arrays, or an object with the array under the list's name. */
final class Lists {
    /** Enough: the gateway's own default page of a run is as long, see PAGINATION_DEFAULT_PAGE_SIZE. */
    private static final int LARGEST_PAGE = 1000;

    private Lists() {}

    /** The path of a whole list: all of it, what is switched off too. */
    static String whole(String path, Seedbed bed) {
        return path + "?include_inactive=true&limit=" + (Ability.UNLIMITED_LISTS.lackingIn(bed) ? LARGEST_PAGE : 0);
    }

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
