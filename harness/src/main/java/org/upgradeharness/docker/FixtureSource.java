package org.upgradeharness.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where the files come from that images are built of: the class path in a run, a folder in a test. */
@FunctionalInterface
public interface FixtureSource {
    /** Opens a file by its path below the fixtures, such as {@code images/python/Containerfile}. */
    InputStream open(String path) throws IOException;

    /** Fixtures below a folder of the class path. */
    static FixtureSource classPath(ClassLoader loader, String folder) {
        return path -> {
            InputStream in = loader.getResourceAsStream(folder + "/" + path);
            if (in == null) {
                throw new NoSuchFileException(folder + "/" + path + " (class path)");
            }
            return in;
        };
    }

    /** Fixtures below a folder of the file system. */
    static FixtureSource folder(Path folder) {
        return path -> Files.newInputStream(folder.resolve(path));
    }

    /** The whole content of a file. */
    default byte[] read(String path) {
        try (InputStream in = open(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The fixture " + path + " cannot be read: " + e.getMessage(), e);
        }
    }
}
