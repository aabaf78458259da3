package org.upgradeharness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts as they should be, under {@code src/test/resources/org/upgradeharness/report}. After a wanted change they are renewed by
 * {@code mvn -pl harness test -Dtest='org.upgradeharness.report.*Test' -Dgolden.update=true}; look at the diff before committing.
 */
final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/org/upgradeharness/report");

    private Golden() {}

    static void matches(String name, String text) throws IOException {
        Path file = FOLDER.resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text, StandardCharsets.UTF_8);
        }
        assertThat(text).as("golden file " + file).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
    }
}
