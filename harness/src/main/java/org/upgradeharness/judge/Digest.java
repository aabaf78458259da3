package org.upgradeharness.judge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 128 bits that stand for the content of a row; two different rows share them by accident only.
 *
 * @param high the first half
 * @param low the second half
 */
record Digest(long high, long low) {
    /** Adds up the values of one row. */
    static final class Sum {
        private final MessageDigest digest;

        Sum() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        void add(String value) {
            byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(0, value == null ? -1 : bytes.length));
            digest.update(bytes);
        }

        Digest done() {
            ByteBuffer sum = ByteBuffer.wrap(digest.digest());
            return new Digest(sum.getLong(), sum.getLong());
        }
    }
}
