package org.upgradeharness.probe;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads an HTTP/1.1 answer as its bytes come. */
final class ReplyParser {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);

    void add(byte[] more, int length) {
        bytes.write(more, 0, length);
    }

    boolean begun() {
        return bytes.size() > 0;
    }

    /** What came so far is no answer of HTTP. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String what) {
            super(what);
        }
    }

    /**
     * The whole answer, if it is there.
     *
     * @param ended whether no more will come
     */
    Optional<Reply> reply(boolean ended) throws Malformed {
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return Optional.empty();
        }
        String[] lines = text.substring(0, end).split("\r\n");
        int status = status(lines[0]);
        Map<String, String> headers = headers(lines);
        String rest = text.substring(end + 4);
        String length = headers.get("content-length");
        boolean keep = !"close".equalsIgnoreCase(headers.getOrDefault("connection", ""));
        if (status == 204 || status == 304) {
            return Optional.of(new Reply(status, headers, "", keep));
        }
        if ("chunked".equalsIgnoreCase(headers.getOrDefault("transfer-encoding", ""))) {
            return unchunked(rest).map(body -> new Reply(status, headers, utf8(body), keep));
        }
        if (length != null) {
            int wanted = number(length.strip(), 10);
            return rest.length() < wanted
                    ? Optional.empty()
                    : Optional.of(new Reply(status, headers, utf8(rest.substring(0, wanted)), keep));
        }
        return ended ? Optional.of(new Reply(status, headers, utf8(rest), false)) : Optional.empty();
    }

    private static int status(String line) throws Malformed {
        String[] words = line.split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.")) {
            throw new Malformed("no answer of HTTP: " + line);
        }
        return number(words[1], 10);
    }

    private static Map<String, String> headers(String[] lines) {
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static Optional<String> unchunked(String text) throws Malformed {
        StringBuilder body = new StringBuilder();
        int at = 0;
        while (true) {
            int line = text.indexOf("\r\n", at);
            if (line < 0) {
                return Optional.empty();
            }
            int size = number(text.substring(at, line).split(";")[0].strip(), 16);
            int start = line + 2;
            if (size == 0) {
                return text.indexOf("\r\n", start) < 0 ? Optional.empty() : Optional.of(body.toString());
            }
            if (text.length() < start + size + 2) {
                return Optional.empty();
            }
            body.append(text, start, start + size);
            at = start + size + 2;
        }
    }

    private static int number(String text, int radix) throws Malformed {
        try {
            return Integer.parseInt(text, radix);
        } catch (NumberFormatException e) {
            throw new Malformed("no number where HTTP wants one: " + text);
        }
    }

    private static String utf8(String latin) {
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
