package org.upgradeharness.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that decides what an image will be. An edit of any of it gives another {@link #hash()}, and so another
 * image; an image whose label carries the hash is not built again.
 *
 * @param name the name the image gets
 * @param origin where its content comes from, in words
 * @param files small files of the build by path, the Containerfile under that name
 * @param large files of this machine that the build reads, by path in the build
 * @param inputs what else decides, by name: the recipe of the base, the package
 */
record Recipe(
        String name, String origin, Map<String, byte[]> files, Map<String, Path> large, Map<String, String> inputs) {
    static final String LABEL = "org.upgradeharness.recipe";
    static final String ORIGIN = "org.upgradeharness.origin";

    String hash() {
        MessageDigest digest = sha256();
        new TreeMap<>(files).forEach((path, content) -> {
            text(digest, "file " + path);
            digest.update(sha256().digest(content));
        });
        new TreeMap<>(large).forEach((path, file) -> {
            text(digest, "file " + path);
            try {
                digest.update(sha256().digest(Files.readAllBytes(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
            }
        });
        new TreeMap<>(inputs).forEach((key, value) -> text(digest, "input " + key + "=" + value));
        return HexFormat.of().formatHex(digest.digest()).substring(0, 32);
    }

    private static void text(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
