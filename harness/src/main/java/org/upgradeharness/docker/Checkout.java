package org.upgradeharness.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.UsageError;

/**
 * A checkout of a product's sources on this machine. It is only read.
 *
 * @param folder where it is
 * @param files what a build of the package may need, by path in it: neither history, tests and documents nor what tools leave behind
 */
record Checkout(Path folder, Map<String, Path> files) {
    static final String DESCRIPTION = "pyproject.toml";
    private static final long MOST_BYTES = 128L << 20;
    private static final Set<String> LEFT_OUT_AT_THE_TOP = Set.of("tests", "test", "docs", "build", "dist");
    private static final Set<String> LEFT_OUT =
            Set.of("node_modules", "target", "venv", ".venv", ".git", "__pycache__", ".tox", ".pytest_cache");
    private static final Pattern LEFT_OUT_FILE = Pattern.compile(".*\\.(pyc|pyo|db|sqlite3?|log|whl)|\\.git");

    /**
     * Demands that a folder can be such a checkout.
     *
     * @throws UsageError if it is none
     */
    static void demand(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UsageError("The checkout " + folder + " after source= is no folder of this machine.");
        }
        if (!Files.isReadable(folder.resolve(DESCRIPTION))) {
            throw new UsageError("The folder " + folder + " after source= is no checkout: there is no " + DESCRIPTION
                    + " in it that can be read.");
        }
    }

    /**
     * Looks at a checkout.
     *
     * @throws UsageError if it is none, or larger than any package's sources are
     */
    static Checkout of(Path folder) {
        demand(folder);
        try {
            Gathering gathering = new Gathering(folder.toRealPath());
            Files.walkFileTree(gathering.root, gathering);
            if (gathering.bytes > MOST_BYTES) {
                throw new UsageError(String.format(
                        Locale.ROOT,
                        "The checkout %s holds %d MiB beside what is left out (%d at most); the largest file is %s. Take a clean one, such as git worktree makes.",
                        folder,
                        gathering.bytes >> 20,
                        MOST_BYTES >> 20,
                        gathering.largest));
            }
            return new Checkout(folder, gathering.files);
        } catch (IOException e) {
            throw new UsageError("The checkout " + folder + " cannot be read: " + e + ".");
        }
    }

    /** Of the content of all files and their paths. */
    String hash() {
        return new Recipe("", "", Map.of(), files, Map.of()).hash();
    }

    /**
     * The content as it was when the hash was taken.
     *
     * @throws BrokenEnvironment if it has changed since
     */
    Map<String, byte[]> read(String hash) {
        Map<String, byte[]> content = new TreeMap<>();
        files.forEach((path, file) -> {
            try {
                content.put(path, Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
            }
        });
        if (!new Recipe("", "", content, Map.of(), Map.of()).hash().equals(hash)) {
            throw new BrokenEnvironment("The checkout " + folder + " changed while it was read; start the run again.");
        }
        return content;
    }

    /** Collects files; a link counts as the file it leads to, as long as that is in the checkout. */
    private static final class Gathering extends SimpleFileVisitor<Path> {
        private final Path root;
        private final Map<String, Path> files = new TreeMap<>();
        private long bytes;
        private long most = -1;
        private String largest = "";

        Gathering(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = String.valueOf(folder.getFileName());
            boolean atTheTop = root.equals(folder.getParent());
            boolean out = !folder.equals(root)
                    && (LEFT_OUT.contains(name)
                            || name.endsWith(".egg-info")
                            || atTheTop && (name.startsWith(".") || LEFT_OUT_AT_THE_TOP.contains(name)));
            return out ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String name = file.getFileName().toString();
            // What is hidden at the top is settings of tools, and .env with somebody's passwords.
            boolean hidden = root.equals(file.getParent()) && name.startsWith(".");
            if (hidden || LEFT_OUT_FILE.matcher(name).matches() || !Files.isRegularFile(file)) {
                return FileVisitResult.CONTINUE;
            }
            if (attributes.isSymbolicLink() && !file.toRealPath().startsWith(root)) {
                return FileVisitResult.CONTINUE;
            }
            String path = root.relativize(file).toString().replace('\\', '/');
            long size = Files.size(file);
            files.put(path, file);
            bytes += size;
            if (size > most) {
                most = size;
                largest = path;
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
