package org.upgradeharness.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.UsageError;

/**
 * Somebody's own data in a file, which is only read. What kind of file it is stands in its first bytes; its name says nothing.
 *
 * @param path where it is
 * @param format how the data is written in it
 * @param gzipped whether all of that is compressed
 */
public record DumpFile(Path path, Format format, boolean gzipped) {
    private static final int HEAD = 4096;

    /** What can be restored. */
    public enum Format {
        /** SQL as {@code pg_dump} writes it. */
        POSTGRES_PLAIN("pg_dump plain", Engine.POSTGRES),
        /** {@code pg_dump --format=custom}. */
        POSTGRES_CUSTOM("pg_dump custom", Engine.POSTGRES),
        /** A SQLite database. */
        SQLITE_FILE("SQLite file", Engine.SQLITE);

        private final String title;
        private final Engine engine;

        Format(String title, Engine engine) {
            this.title = title;
            this.engine = engine;
        }
    }

    /**
     * Looks into a file.
     *
     * @throws UsageError if it cannot be read, or holds nothing that can be restored
     */
    public static DumpFile of(Path path) {
        if (Files.isDirectory(path)) {
            throw new UsageError("The dump " + path + " is a folder: take one file, as pg_dump writes it without"
                    + " --format or with --format=custom, or a SQLite file.");
        }
        try (InputStream raw = Files.newInputStream(path)) {
            byte[] head = raw.readNBytes(HEAD);
            boolean gzipped = head.length > 1 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
            return new DumpFile(path, format(path, gzipped ? unpackedHead(path) : head), gzipped);
        } catch (IOException e) {
            throw new UsageError("The dump " + path + " cannot be read: " + said(e) + ".");
        }
    }

    private static byte[] unpackedHead(Path path) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(path))) {
            return in.readNBytes(HEAD);
        }
    }

    private static Format format(Path path, byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.startsWith("SQLite format 3\0")) {
            return Format.SQLITE_FILE;
        }
        if (start.startsWith("PGDMP")) {
            return Format.POSTGRES_CUSTOM;
        }
        if (start.contains("-- PostgreSQL database dump\n") || start.contains("-- PostgreSQL database dump\r\n")) {
            return Format.POSTGRES_PLAIN;
        }
        throw new UsageError("The dump " + path + " " + strange(start)
                + "; what can be restored is pg_dump's plain or custom format and a SQLite file, each also gzipped.");
    }

    private static String strange(String start) {
        if (start.isEmpty()) {
            return "is empty";
        }
        if (start.contains("-- PostgreSQL database cluster dump")) {
            return "is of a whole PostgreSQL cluster (pg_dumpall): dump the gateway's database alone, with pg_dump";
        }
        if (start.startsWith("toc.dat\0")) {
            return "is in pg_dump's tar format";
        }
        if (start.startsWith("PRAGMA foreign_keys")) {
            return "is SQL text of SQLite: give the database file itself, or a copy made by its .backup";
        }
        return "is of no kind that is known here";
    }

    /** The kind of database that it can be restored to. */
    public Engine engine() {
        return format.engine;
    }

    /** The kind of file in words. */
    public String title() {
        return format.title + (gzipped ? ", gzipped" : "");
    }

    /**
     * A private copy, unpacked; with what a SQLite database has not yet taken over from the log beside it, or has yet to take back by
     * the journal beside it.
     *
     * @throws UsageError if it cannot be read to its end
     */
    public Path unpacked(Path folder) {
        Path copy = folder.resolve("dump");
        write(path, copy, gzipped);
        for (String suffix : List.of("-wal", "-journal")) {
            Path beside = path.resolveSibling(path.getFileName() + suffix);
            if (format == Format.SQLITE_FILE && !gzipped && Files.isRegularFile(beside)) {
                write(beside, folder.resolve("dump" + suffix), false);
            }
        }
        return copy;
    }

    private void write(Path from, Path to, boolean unpack) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(from))) {
            InputStream in = unpack ? new GZIPInputStream(raw) : raw;
            byte[] piece = new byte[1 << 16];
            try (var out = Files.newOutputStream(to)) {
                for (int n = read(in, piece); n >= 0; n = read(in, piece)) {
                    out.write(piece, 0, n);
                }
            }
        } catch (Unreadable e) {
            throw corrupt(said(e.cause));
        } catch (IOException e) {
            throw new BrokenEnvironment("The dump " + path + " cannot be copied to " + to + ": " + said(e), e);
        }
    }

    private static int read(InputStream in, byte[] piece) throws Unreadable {
        try {
            return in.read(piece);
        } catch (IOException e) {
            throw new Unreadable(e);
        }
    }

    /** Reading failed, and not writing. */
    private static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;
        private final IOException cause;

        Unreadable(IOException cause) {
            super(cause);
            this.cause = cause;
        }
    }

    /** Says that it is of a known kind and cannot be restored all the same. */
    UsageError corrupt(String why) {
        return new UsageError("The dump " + path + " (" + title() + ") cannot be restored: "
                + why.strip().replaceFirst("\\.$", "").replaceAll("\\s*\\n\\s*", "; ") + ".");
    }

    private static String said(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException
                ? "there is no such file"
                : String.valueOf(e.getMessage());
    }
}
