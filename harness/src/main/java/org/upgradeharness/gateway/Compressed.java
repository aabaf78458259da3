package org.upgradeharness.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Reads an answer that may be compressed, and says so where it is (RFC 9110, 8.4). */
final class Compressed implements BodyHandler<String> {
    /** The one coding that every client reads. */
    static final String CODING = "gzip";

    @Override
    public BodySubscriber<String> apply(ResponseInfo info) {
        boolean packed = info.headers()
                .firstValue("Content-Encoding")
                .filter(CODING::equalsIgnoreCase)
                .isPresent();
        return BodySubscribers.mapping(
                BodySubscribers.ofByteArray(),
                bytes -> new String(packed ? unpacked(bytes) : bytes, StandardCharsets.UTF_8));
    }

    private static byte[] unpacked(byte[] bytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
