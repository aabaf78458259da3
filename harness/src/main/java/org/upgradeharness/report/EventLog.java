package org.upgradeharness.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/** Lines, each in the file as soon as it is known. A line that found no room waits, and never stands there by half. */
final class EventLog implements AutoCloseable {
    private final FileChannel file;
    private final Deque<String> waiting = new ArrayDeque<>();

    private EventLog(FileChannel file) {
        this.file = file;
    }

    static EventLog open(Path path) throws IOException {
        return new EventLog(FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
    }

    void append(String line) throws IOException {
        waiting.add(line);
        while (!waiting.isEmpty()) {
            write(waiting.peek());
            waiting.remove();
        }
    }

    private void write(String line) throws IOException {
        long whole = file.position();
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            takeBack(whole, e);
            throw e;
        }
    }

    private void takeBack(long whole, IOException trouble) {
        try {
            file.truncate(whole);
            file.position(whole);
        } catch (IOException e) {
            trouble.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
