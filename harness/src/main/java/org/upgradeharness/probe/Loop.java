package org.upgradeharness.probe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The probe's thread: what is due is sent, what has come is read, what took too long is given up. */
final class Loop {
    private static final int MOST_UNDER_WAY = 4096;
    private static final int MOST_SAMPLES = 1_000_000;
    private static final int MOST_AT_ONCE = 16;
    private static final long MILLISECOND = 1_000_000;
    private static final long LONGEST_REST = 50;

    private final InetSocketAddress address;
    private final String host;
    private final List<Stream> streams;
    private final Map<String, Timetable> timetables = new HashMap<>();
    private final Map<String, Deque<Wire>> idle = new HashMap<>();
    private final List<Flight> flights = new ArrayList<>();
    private final ConcurrentLinkedQueue<Sample> samples = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger unsent = new AtomicInteger();
    private final byte[] room = new byte[1 << 16];
    private final long end;
    private int done;
    private volatile double factor = 1;
    private volatile boolean paused;
    private volatile boolean stopped;
    private volatile boolean abandoned;
    private volatile Selector selector;

    /** A request that has no answer yet. */
    private static final class Flight {
        private final Stream stream;
        private final Ask ask;
        private final long due;
        private final long sent;
        private Wire wire;

        Flight(Stream stream, Ask ask, long due, long sent) {
            this.stream = stream;
            this.ask = ask;
            this.due = due;
            this.sent = sent;
        }
    }

    Loop(InetSocketAddress address, List<Stream> streams, long start, Duration limit) {
        this.address = address;
        this.host = address.getHostString() + ":" + address.getPort();
        this.streams = streams;
        this.end = start + limit.toNanos();
        int place = 0;
        for (Stream stream : streams) {
            // Streams of one rate are not sent in one burst.
            long offset = (long) (1e9 / stream.perSecond() * place++ / streams.size());
            timetables.put(stream.name(), new Timetable(start + offset, stream.perSecond()));
            idle.put(stream.name(), new ArrayDeque<>());
        }
    }

    void run(Selector opened) throws IOException {
        selector = opened;
        try {
            double rate = 1;
            while (!abandoned && !(stopped && flights.isEmpty())) {
                if (factor != rate) {
                    rate = factor;
                    for (Timetable timetable : timetables.values()) {
                        timetable.slow(rate);
                    }
                }
                if (!stopped) {
                    sendDue();
                }
                giveUp();
                rest();
                readReady();
            }
        } finally {
            flights.forEach(f -> f.wire.close());
            idle.values().forEach(wires -> wires.forEach(Wire::close));
        }
    }

    private void sendDue() {
        for (Stream stream : streams) {
            Timetable timetable = timetables.get(stream.name());
            // What has come is read in between, however late the sending is.
            for (int i = 0; i < MOST_AT_ONCE && timetable.next() <= System.nanoTime() && !stopped; i++) {
                long due = timetable.take();
                if (paused) {
                    continue;
                }
                if (due > end || done >= MOST_SAMPLES || flights.size() >= MOST_UNDER_WAY) {
                    unsent.incrementAndGet();
                } else {
                    send(stream, due);
                }
            }
        }
    }

    private void send(Stream stream, long due) {
        Flight flight = new Flight(stream, stream.next().get(), due, System.nanoTime());
        boolean keep = stream.link() == Stream.Link.KEPT_ALIVE;
        try {
            flight.wire = keep ? idle.get(stream.name()).pollFirst() : null;
            if (flight.wire == null) {
                flight.wire = new Wire(selector, address);
            }
        } catch (ConnectException e) {
            failed(flight, new Fault(FaultClass.REFUSED, String.valueOf(e.getMessage())));
            return;
        } catch (IOException e) {
            failed(flight, new Fault(FaultClass.RESET, String.valueOf(e.getMessage())));
            return;
        }
        flights.add(flight);
        underWay.set(flights.size());
        flight.wire.carry(flight);
        heard(flight, flight.wire.send(flight.ask.bytes(host, keep), room));
    }

    private void giveUp() {
        long now = System.nanoTime();
        for (Flight flight : List.copyOf(flights)) {
            if (now - flight.due > flight.stream.limit().toNanos()) {
                String limit = flight.stream.limit().toMillis() + " ms";
                heard(flight, new Wire.Broken(new Fault(FaultClass.TIME_OUT, "no whole answer within " + limit)));
            }
        }
    }

    private void rest() throws IOException {
        long next = stopped
                ? Long.MAX_VALUE
                : timetables.values().stream().mapToLong(Timetable::next).min().orElse(Long.MAX_VALUE);
        long nanos = next == Long.MAX_VALUE ? LONGEST_REST * MILLISECOND : next - System.nanoTime();
        if (nanos <= 0) {
            selector.selectNow();
        } else {
            selector.select(Math.min(LONGEST_REST, nanos / MILLISECOND + 1));
        }
    }

    private void readReady() {
        for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
            SelectionKey key = keys.next();
            keys.remove();
            if (key.isValid() && key.attachment() instanceof Wire wire) {
                Wire.News news = wire.ready(room);
                if (wire.carried() instanceof Flight flight) {
                    heard(flight, news);
                } else if (!(news instanceof Wire.Nothing)) {
                    // Nobody asked anything on it: the other side closes what is not in use, as it may.
                    idle.values().forEach(wires -> wires.remove(wire));
                    wire.close();
                }
            }
        }
    }

    private void heard(Flight flight, Wire.News news) {
        if (news instanceof Wire.Got got) {
            ended(flight, flight.ask.judge().answered(got.reply()).orElse(null), got.reply());
        } else if (news instanceof Wire.Broken broken) {
            flight.ask.judge().unanswered();
            ended(flight, broken.fault(), null);
        }
    }

    private void ended(Flight flight, Fault fault, Reply reply) {
        flights.remove(flight);
        underWay.set(flights.size());
        flight.wire.carry(null);
        if (reply != null && reply.keep() && flight.stream.link() == Stream.Link.KEPT_ALIVE) {
            idle.get(flight.stream.name()).addFirst(flight.wire);
        } else {
            flight.wire.close();
        }
        note(flight, fault, reply == null ? "" : reply.header(Seen.REPLICA));
    }

    private void failed(Flight flight, Fault fault) {
        flight.ask.judge().unanswered();
        note(flight, fault, "");
    }

    private void note(Flight flight, Fault fault, String replica) {
        done++;
        samples.add(new Sample(flight.stream.name(), flight.due, flight.sent, System.nanoTime(), fault, replica));
    }

    void slow(double part) {
        factor = part;
    }

    /** Whether nothing is sent for now, because what was sent must end first. */
    void pause(boolean so) {
        paused = so;
    }

    double factor() {
        return factor;
    }

    int underWay() {
        return underWay.get();
    }

    /** Requests that were due and could not be sent, because too many were under way or the time was over. */
    int unsent() {
        return unsent.get();
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    void stop() {
        stopped = true;
        wake();
    }

    void abandon() {
        abandoned = true;
        stop();
    }

    private void wake() {
        Selector sleeping = selector;
        if (sleeping != null) {
            sleeping.wakeup();
        }
    }
}
