package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.UnreadableList;

/** Reads the lists of ContextForge: plain arrays, or an object with the array under the list's name. */
final class Lists {
    /** Enough: the gateway's own default page of a run is as long, see PAGINATION_DEFAULT_PAGE_SIZE. */
    private static final int LARGEST_PAGE = 1000;

    private static final String ALL = "limit=0";

    private Lists() {}

    /** The path of a whole list: all of it, what is switched off too. */
    static String whole(String path) {
        return path + "?include_inactive=true&" + ALL;
    }

    /**
     * All of a list, what is switched off too.
     *
     * @throws UnreadableList if the answer is no list
     */
    static List<JsonNode> whole(Sight sight, String path, String name) {
        return items(wholeAnswer(sight, path), whole(path), name);
    }

    /** The same as it is answered. Where the release that was seeded may refuse to be asked for all, it is asked for many. */
    static Answer wholeAnswer(Sight sight, String path) {
        Answer answer = sight.admin().get(whole(path));
        return !answer.ok() && Ability.UNLIMITED_LISTS.lackingIn(sight.bed())
                ? sight.admin().get(whole(path).replace(ALL, "limit=" + LARGEST_PAGE))
                : answer;
    }

    /**
     * All items of a list.
     *
     * @param name the field that holds the array where the answer is an object
     * @throws UnreadableList if the answer is no list
     */
    static List<JsonNode> all(Api api, String path, String name) {
        return items(api.get(path), path, name);
    }

    private static List<JsonNode> items(Answer answer, String path, String name) {
        JsonNode items = answer.body().isArray() ? answer.body() : answer.body().path(name);
        if (!answer.ok() || !items.isArray()) {
            throw new UnreadableList(path, answer);
        }
        List<JsonNode> list = new ArrayList<>();
        items.forEach(list::add);
        return list;
    }
}
