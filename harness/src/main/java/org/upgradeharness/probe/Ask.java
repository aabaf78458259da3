package org.upgradeharness.probe;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One request and what is a right answer to it.
 *
 * @param method HTTP method
 * @param path path and query
 * @param token bearer token, or null
 * @param body JSON, or null
 * @param judge looks at what comes of it
 */
public record Ask(String method, String path, String token, String body, Judge judge) {
    /** Looks at what comes of a request; called once, on the probe's thread. */
    @FunctionalInterface
    public interface Judge {
        /** What is wrong with an answer, if anything. */
        Optional<Fault> answered(Reply reply);

        /** There was no whole answer. */
        default void unanswered() {}
    }

    /** A GET without a user. */
    public static Ask get(String path, Judge judge) {
        return new Ask("GET", path, null, null, judge);
    }

    byte[] bytes(String host, boolean keep) {
        byte[] content = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder()
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\nAccept: application/json, text/event-stream\r\nConnection: ")
                .append(keep ? "keep-alive" : "close")
                .append("\r\n");
        if (token != null) {
            head.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        if (body != null) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(content.length)
                    .append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[start.length + content.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        return all;
    }
}
