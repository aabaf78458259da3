package org.upgradeharness.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/** Locks by name that hold among the threads of this process and among all processes of this user. */
final class Locks {
    private static final ConcurrentMap<Path, ReentrantLock> WITHIN = new ConcurrentHashMap<>();

    private final Path folder;

    Locks(Path folder) {
        this.folder = folder;
    }

    /** A lock that is held until it is closed; a process that dies gives it back. */
    Held hold(String name) {
        Path file = folder.resolve(name + ".lock").toAbsolutePath();
        ReentrantLock within = WITHIN.computeIfAbsent(file, f -> new ReentrantLock());
        within.lock();
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            return () -> {
                try {
                    channel.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } finally {
                    within.unlock();
                }
            };
        } catch (IOException e) {
            within.unlock();
            throw new UncheckedIOException("The lock " + file + " cannot be taken: " + e.getMessage(), e);
        }
    }

    /** A lock being held. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }
}
