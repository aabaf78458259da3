package org.upgradeharness.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Lines, each in the file as soon as it is known. A line that found no room waits, and never stands there by half. */
final class EventLog implements AutoCloseable {
    private final FileChannel file;
    private final Deque<String> waiting = new ArrayDeque<>();
    private final List<String> written = new ArrayList<>();

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
            written.add(waiting.remove());
        }
    }

    /** Writes all lines anew if they are not those that stand there. */
    void correct(List<String> lines) throws IOException {
        if (!written.equals(lines)) {
            file.truncate(0);
            file.position(0);
            written.clear();
            waiting.clear();
            for (String line : lines) {
                append(line);
            }
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
