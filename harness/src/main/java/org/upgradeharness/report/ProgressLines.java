package org.upgradeharness.report;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.Event;

/**
 * What people see while they wait: a line for each step that has ended and, on a terminal, one line at the bottom with the
 * steps that run.
 */
public final class ProgressLines implements Consumer<Event> {
    private static final String CLEAR = "\r\u001b[2K";

    private final PrintStream out;
    private final boolean live;
    private final Colours colours;
    private final int width;
    private final List<Event.StepStarted> running = new ArrayList<>();
    private Instant start;
    private boolean drawn;

    /**
     * Progress on a stream.
     *
     * @param out where to
     * @param live whether it is a terminal on which a line can be drawn again
     * @param colour whether colours are wanted
     * @param width columns of the terminal
     */
    public ProgressLines(PrintStream out, boolean live, boolean colour, int width) {
        this.out = out;
        this.live = live;
        this.colours = new Colours(colour);
        this.width = width;
    }

    @Override
    public synchronized void accept(Event event) {
        if (event instanceof Event.RunStarted e) {
            start = e.facts().started();
        } else if (event instanceof Event.StepStarted e) {
            running.add(e);
            draw(e.at());
        } else if (event instanceof Event.StepEnded e) {
            running.removeIf(r -> r.name().equals(e.step().name()) && Objects.equals(r.key(), e.key()));
            print(stamp(e.at()) + who(e.key()) + step(e), e.at());
        } else if (event instanceof Event.CaseEnded e) {
            print(
                    stamp(e.at()) + e.result().key() + " "
                            + colours.verdict(e.result().verdict()) + " after "
                            + Plain.seconds(e.result().seconds()) + " s; findings: "
                            + Tally.of(e.result().findings()).words(),
                    e.at());
        } else if (event instanceof Event.RunEnded) {
            running.clear();
            clear();
        }
    }

    /** Prints a line of somebody else, such as a word on an image that is being built, without tearing the live line. */
    public synchronized void say(String line) {
        Instant now = Instant.now();
        print(stamp(now) + Plain.line(line), now);
    }

    /** Lets the live line count the seconds until what is returned is closed; does nothing where there is no such line. */
    public Ticking ticking() {
        if (!live) {
            return () -> {};
        }
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
        });
        ScheduledFuture<?> redrawing = clock.scheduleAtFixedRate(() -> redraw(Instant.now()), 1, 1, TimeUnit.SECONDS);
        return () -> {
            redrawing.cancel(false);
            clock.shutdownNow();
        };
    }

    /** Stops counting when it is closed. */
    @FunctionalInterface
    public interface Ticking extends AutoCloseable {
        @Override
        void close();
    }

    synchronized void redraw(Instant now) {
        draw(now);
    }

    private String step(Event.StepEnded e) {
        String seconds = Plain.seconds(e.step().seconds()) + " s";
        return Plain.line(e.step().name()) + " … "
                + (e.step().outcome().equals(RunRecord.OK)
                        ? seconds
                        : e.step().skipped()
                                ? Plain.line(e.step().outcome())
                                : colours.bad("failed after " + seconds + ": ")
                                        + Plain.line(e.step().outcome()));
    }

    private static String who(CaseKey key) {
        return key == null ? "" : key + " ";
    }

    private String stamp(Instant at) {
        if (start == null) {
            start = at;
        }
        return String.format(
                Locale.ROOT, "[%6.1fs] ", Duration.between(start, at).toMillis() / 1000.0);
    }

    private void print(String line, Instant at) {
        clear();
        out.println(line);
        draw(at);
        out.flush();
    }

    private void clear() {
        if (drawn) {
            out.print(CLEAR);
            drawn = false;
        }
    }

    private void draw(Instant now) {
        if (!live) {
            return;
        }
        clear();
        if (!running.isEmpty()) {
            String steps = running.stream()
                    .map(r -> who(r.key()) + Plain.line(r.name()) + " "
                            + Duration.between(r.at(), now).toSeconds() + " s")
                    .collect(Collectors.joining(" | "));
            // One column less than there is: a full line would make some terminals begin the next.
            out.print(Plain.cut(stamp(now) + steps, width - 1));
            drawn = true;
        }
        out.flush();
    }
}
