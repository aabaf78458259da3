package org.upgradeharness.witness.contextforge;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;

/**
 * A list read page by page, from cursor to cursor.
 *
 * @param supported whether the release has pages of this list at all
 * @param items what all pages told, in their order
 * @param count how many pages there were
 * @param trouble why the reading ended before the last page, if it did
 */
record Pages(boolean supported, List<JsonNode> items, int count, Optional<String> trouble) {
    /** A cursor that leads in a circle would be followed for ever. */
    private static final int MOST = 50;

    /**
     * Reads all pages.
     *
     * @param path the list with a first parameter
     * @param name the field that holds the items
     * @param size how many a page is to hold
     */
    static Pages of(Api api, String path, String name, int size) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        for (int page = 1; page <= MOST; page++) {
            Answer answer = api.get(path + "&include_pagination=true&limit=" + size + cursor);
            if (page == 1 && answer.ok() && answer.body().isArray()) {
                return new Pages(false, List.of(), 0, Optional.empty());
            }
            JsonNode own = answer.body().path(name);
            if (!answer.ok() || !own.isArray()) {
                return new Pages(true, items, page, Optional.of("page " + page + ": " + answer.brief()));
            }
            own.forEach(items::add);
            JsonNode next = answer.body().path("nextCursor");
            if (next.asText("").isEmpty() || next.isNull()) {
                return new Pages(true, List.copyOf(items), page, Optional.empty());
            }
            cursor = "&cursor=" + URLEncoder.encode(next.asText(), StandardCharsets.UTF_8);
        }
        return new Pages(true, items, MOST, Optional.of("more than " + MOST + " pages"));
    }
}
