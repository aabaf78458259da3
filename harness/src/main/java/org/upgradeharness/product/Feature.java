package org.upgradeharness.product;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A feature that a release's notes promise.
 *
 * @param name its name
 * @param since the first release that has it
 * @param cite where the promise stands
 * @param check how to see it
 */
public record Feature(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) Version since,
        @JsonProperty(required = true) String cite,
        @JsonProperty(required = true) Check check) {
    /**
     * How to see a feature; exactly one of {@code documented}, {@code get} and {@code post} is given.
     *
     * @param documented {@code METHOD /path} that must stand in the API's own description
     * @param get a path to ask
     * @param post a path to send a body to
     * @param body what to send
     * @param anonymous whether to ask without a user
     * @param status the HTTP status to expect, or null
     * @param field a JSON pointer that must lead to something, or null
     */
    public record Check(
            String documented,
            String get,
            String post,
            JsonNode body,
            boolean anonymous,
            Integer status,
            String field) {
        public Check {
            int given = (documented == null ? 0 : 1) + (get == null ? 0 : 1) + (post == null ? 0 : 1);
            if (given != 1) {
                throw new IllegalArgumentException("exactly one of documented, get and post says how to see a feature");
            }
            if (documented != null && !documented.matches("[A-Z]+ /.*")) {
                throw new IllegalArgumentException("documented is written as METHOD /path, for example GET /health");
            }
            if (field != null && !field.startsWith("/")) {
                throw new IllegalArgumentException("field is a JSON pointer such as /items/0/id");
            }
            if (post != null && body == null) {
                throw new IllegalArgumentException("post needs a body");
            }
            if (documented == null && status == null && field == null) {
                throw new IllegalArgumentException("a check without status and field cannot fail");
            }
        }
    }
}
