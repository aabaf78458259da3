package org.upgradeharness.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is there as a whole or not at all. */
final class AtomicFile {
    private AtomicFile() {}

    static void write(Path file, String text) throws IOException {
        Path made = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            Files.write(made, text.getBytes(StandardCharsets.UTF_8));
            move(made, file);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    static void move(Path made, Path file) throws IOException {
        try {
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
