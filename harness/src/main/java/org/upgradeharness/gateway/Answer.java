package org.upgradeharness.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What the gateway answered.
 *
 * @param status HTTP status, or 0 if there was no answer
 * @param body the body as JSON, missing if it was none
 * @param text the body as text
 * @param type the media type of the body, without its parameters; empty where none was said
 */
public record Answer(int status, JsonNode body, String text, String type) {
    private static final int SHOWN = 300;

    /** An answer that does not say what its body is. */
    public Answer(int status, JsonNode body, String text) {
        this(status, body, text, "");
    }

    /** No answer at all, with the reason. */
    static Answer none(String reason) {
        return new Answer(0, MissingNode.getInstance(), reason);
    }

    /** Whether it is a success. */
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** Status and the beginning of the body, for a message. */
    public String brief() {
        String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return (status == 0 ? "no answer" : String.valueOf(status)) + (start.isBlank() ? "" : " " + start);
    }
}
