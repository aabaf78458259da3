package org.upgradeharness.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Where the files come from that images are built of: the class path in a run, a folder in a test. */
public interface FixtureSource {
    /** Opens a file by its path below the fixtures, such as {@code images/python/Containerfile}. */
    InputStream open(String path) throws IOException;

    /** Lets somebody look at a folder by its path below the fixtures, as long as the function takes. */
    <T> T within(String folder, Function<Path, T> look) throws IOException;

    /** Fixtures below a folder of the class path. */
    static FixtureSource classPath(ClassLoader loader, String root) {
        return new FixtureSource() {
            @Override
            public InputStream open(String path) throws IOException {
                InputStream in = loader.getResourceAsStream(root + "/" + path);
                if (in == null) {
                    throw new NoSuchFileException(root + "/" + path + " (class path)");
                }
                return in;
            }

            @Override
            public <T> T within(String folder, Function<Path, T> look) throws IOException {
                URL url = loader.getResource(root + "/" + folder);
                if (url == null) {
                    throw new NoSuchFileException(root + "/" + folder + " (class path)");
                }
                try {
                    URI uri = url.toURI();
                    if ("file".equals(uri.getScheme())) {
                        return look.apply(Path.of(uri));
                    }
                    Path archive =
                            Path.of(URI.create(uri.getRawSchemeSpecificPart().replaceFirst("!.*", "")));
                    try (FileSystem files = FileSystems.newFileSystem(archive)) {
                        return look.apply(files.getPath("/" + root + "/" + folder));
                    }
                } catch (URISyntaxException e) {
                    throw new IOException(url + " is no address", e);
                }
            }
        };
    }

    /** Fixtures below a folder of the file system. */
    static FixtureSource folder(Path root) {
        return new FixtureSource() {
            @Override
            public InputStream open(String path) throws IOException {
                return Files.newInputStream(root.resolve(path));
            }

            @Override
            public <T> T within(String folder, Function<Path, T> look) throws IOException {
                return look.apply(root.resolve(folder));
            }
        };
    }

    /** The whole content of a file. */
    default byte[] read(String path) {
        try (InputStream in = open(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The fixture " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The names of the folders in a folder, sorted. */
    default List<String> folders(String folder) {
        try {
            return within(folder, root -> {
                try (Stream<Path> entries = Files.list(root)) {
                    return entries.filter(Files::isDirectory)
                            .map(entry -> entry.getFileName().toString().replaceAll("/$", ""))
                            .sorted()
                            .toList();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("The fixtures " + folder + " cannot be listed: " + e.getMessage(), e);
        }
    }

    /** The content of all files below a folder, by their path in it; the bytecode that a Python leaves behind is none. */
    default Map<String, byte[]> files(String folder) {
        try {
            return within(folder, root -> {
                Map<String, byte[]> files = new TreeMap<>();
                try (Stream<Path> entries = Files.walk(root)) {
                    for (Path file : entries.filter(Files::isRegularFile).toList()) {
                        String path = root.relativize(file).toString().replace('\\', '/');
                        if (!path.contains("__pycache__")) {
                            files.put(path, Files.readAllBytes(file));
                        }
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return files;
            });
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("The fixtures " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }
}
