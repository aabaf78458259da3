package org.upgradeharness.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text that people read, kept as a file. {@code mvn test -Dgolden=write} writes the files anew; the diff is then looked at. */
public final class TextFile {
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    private TextFile() {}

    /** Demands that a text is the one in the file. */
    public static void matches(String name, String text) {
        Path file = FOLDER.resolve(name);
        try {
            if ("write".equals(System.getProperty("golden"))) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, text);
            }
            assertThat(text).as(file + " (-Dgolden=write writes it anew)").isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read; -Dgolden=write makes it", e);
        }
    }
}
