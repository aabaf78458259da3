package org.upgradeharness.probe;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A whole answer.
 *
 * @param status HTTP status
 * @param headers header fields by lower-case name; of repeated ones the last
 * @param body the body as text
 * @param keep whether the connection stays open for another request
 */
public record Reply(int status, Map<String, String> headers, String body, boolean keep) {
    /** A header field, or empty. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** What is wrong with it by its status alone, if it should be a success. */
    public Optional<Fault> unsuccessful() {
        if (status >= 200 && status < 300) {
            return Optional.empty();
        }
        FaultClass kind = status >= 500
                ? FaultClass.SERVER_ERROR
                : status >= 400 ? FaultClass.CLIENT_ERROR : FaultClass.WRONG_CONTENT;
        return Optional.of(new Fault(kind, status + " " + body.replaceAll("\\s+", " ")));
    }
}
