package org.upgradeharness.docker;

import java.util.ArrayList;
import java.util.List;
import org.testcontainers.containers.output.BaseConsumer;
import org.testcontainers.containers.output.OutputFrame;

/** The log of one container, kept in memory up to a limit; the oldest lines go first, and their number is told. */
final class ContainerLog extends BaseConsumer<ContainerLog> {
    private static final int MOST_LINES = 50_000;
    private static final int LONGEST_LINE = 20_000;

    private final List<String> lines = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private long dropped;

    @Override
    public synchronized void accept(OutputFrame frame) {
        String text = frame.getUtf8String();
        if (text == null) {
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                close();
            } else if (c != '\r' && open.length() < LONGEST_LINE) {
                open.append(c);
            }
        }
    }

    private void close() {
        if (lines.size() >= MOST_LINES) {
            lines.subList(0, MOST_LINES / 10).clear();
            dropped += MOST_LINES / 10;
        }
        lines.add(open.toString());
        open.setLength(0);
    }

    synchronized List<String> lines() {
        List<String> copy = new ArrayList<>(lines);
        if (open.length() > 0) {
            copy.add(open.toString());
        }
        if (dropped > 0) {
            copy.add(0, "(" + dropped + " earlier lines were dropped)");
        }
        return copy;
    }
}
