package org.upgradeharness.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The temporary files of one run, below one root that a sweep can go through. */
public final class RunFolder implements AutoCloseable {
    private static final String OWNER_FILE = ".owner";
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
    }

    /** Makes the folder of a run, or finds it where this process made it already. */
    public static RunFolder open(Labels labels) {
        Path root = root();
        Path folder = root.resolve(labels.runId());
        try {
            Files.createDirectories(root);
            if (Files.isWritable(root) && Files.getFileStore(root).supportsFileAttributeView("posix")) {
                shareWithOthers(root);
            }
            Files.createDirectories(folder);
            Path owner = Files.writeString(folder.resolve(OWNER_FILE + ".new"), labels.owner());
            Files.move(owner, folder.resolve(OWNER_FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
        return new RunFolder(folder);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** A new empty folder in it. */
    public Path folder(String name) {
        try {
            return Files.createTempDirectory(path, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("No folder can be made in " + path + ": " + e.getMessage(), e);
        }
    }

    /**
     * A new empty folder for what is made of a file for a moment: in the folder of the run that the file belongs to, so that it is
     * swept with it; in the system's own where the file belongs to none.
     */
    public static Path folderFor(Path file, String name) {
        for (Path up = file.toAbsolutePath().normalize().getParent(); up != null; up = up.getParent()) {
            if (Files.isRegularFile(up.resolve(OWNER_FILE))
                    && root().toAbsolutePath().equals(up.getParent())) {
                return new RunFolder(up).folder(name);
            }
        }
        return new RunFolder(Path.of(System.getProperty("java.io.tmpdir"))).folder("upgrade-harness-" + name);
    }

    /** Removes it with all that is in it. */
    @Override
    public void close() {
        try {
            delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary folder " + path + " cannot be removed: " + e.getMessage(), e);
        }
    }

    static Path root() {
        return Path.of(System.getProperty("java.io.tmpdir"), "upgrade-harness");
    }

    /** The folders of all runs of which something is left. */
    static List<Path> all() throws IOException {
        if (!Files.isDirectory(root(), LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root())) {
            return new ArrayList<>(folders.sorted().toList());
        }
    }

    /** The owner as text, empty while the folder is being made or if the file is gone. */
    static String owner(Path folder) throws IOException {
        Path file = folder.resolve(OWNER_FILE);
        return Files.isRegularFile(file) ? Files.readString(file).strip() : "";
    }

    /** Whether it may be being made at this moment: a run that begins beside a sweep has a folder before that names its owner. */
    static boolean isYoung(Path folder) throws IOException {
        try {
            return Files.getLastModifiedTime(folder)
                    .toInstant()
                    .isAfter(Instant.now().minus(YOUNG));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        requireNothingMounted(folder);
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path done, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(done);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** What is mounted there is not ours to delete. */
    private static void requireNothingMounted(Path folder) throws IOException {
        Path mounts = Path.of("/proc/self/mountinfo");
        if (!Files.isReadable(mounts)) {
            return;
        }
        String inside = folder.toAbsolutePath() + "/";
        for (String line : Files.readAllLines(mounts)) {
            String[] fields = line.split(" ");
            if (fields.length > 4 && fields[4].startsWith(inside)) {
                throw new IOException("something is mounted at " + fields[4] + "; umount it first");
            }
        }
    }

    private static void shareWithOthers(Path root) throws IOException {
        if (Files.getOwner(root).getName().equals(System.getProperty("user.name"))) {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
    }
}
