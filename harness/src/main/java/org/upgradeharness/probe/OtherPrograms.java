package org.upgradeharness.probe;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * How much of this machine's cores goes to programs that are neither the harness nor in a container, or to other machines on the same
 * host: replicas that wait for a core answer late, and would not elsewhere. Linux alone tells it, and only where the containers'
 * processes are seen; containers of somebody else are not told from those of the run.
 */
public final class OtherPrograms implements AutoCloseable {
    /** Of all cores, over {@link #SPAN} looks: half a core of two. */
    private static final double MUCH = 0.25;

    private static final int SPAN = 5;
    private static final Set<String> CONTAINERS = Set.of("docker", "libpod", "containerd", "kubepods");
    private static final List<String> ENGINE =
            List.of("dockerd", "containerd", "docker-proxy", "runc", "podman", "conmon", "kube", "etcd", "k3s");
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    private final Path proc;
    private final String self;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "other-programs");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Boolean> ours = new HashMap<>();
    private final Deque<Spent> spent = new ArrayDeque<>();
    private Future<?> watching = CompletableFuture.completedFuture(null);
    private Look last;
    private boolean containersSeen;
    private double most;

    /** Time of all cores between two looks, in ticks: what others took, and all there was. */
    private record Spent(long others, long all) {}

    /** Ticks since the machine started. */
    private record Look(long busy, long all, Map<String, Long> own) {}

    OtherPrograms(Path proc, String self) {
        this.proc = proc;
        this.self = self;
    }

    /** Begins to look once a second. */
    public static OtherPrograms watched() {
        OtherPrograms others = new OtherPrograms(
                Path.of("/proc"), String.valueOf(ProcessHandle.current().pid()));
        others.watching = others.looking.scheduleAtFixedRate(others::look, 0, 1, TimeUnit.SECONDS);
        return others;
    }

    /** What is to be said of it, or nothing: where the machine tells nothing, nobody was in the way as far as is known. */
    public synchronized String words() {
        return containersSeen && most >= MUCH
                ? "Other programs took " + Math.round(most * 100) + " % of this machine's cores for " + SPAN
                        + " s, so that the replicas may have waited for a core. Give the machine less to do beside."
                : "";
    }

    @Override
    public void close() {
        watching.cancel(true);
        looking.shutdownNow();
    }

    synchronized void look() {
        Look now;
        try {
            now = read();
        } catch (IOException | RuntimeException e) {
            return; // no Linux, or a process that ended while it was read: the next look tells
        }
        if (last != null) {
            long own = now.own().entrySet().stream()
                    .mapToLong(p -> Math.max(0, p.getValue() - last.own().getOrDefault(p.getKey(), 0L)))
                    .sum();
            spent.add(new Spent(Math.max(0, now.busy() - last.busy() - own), now.all() - last.all()));
            if (spent.size() > SPAN) {
                spent.remove();
            }
            long all = spent.stream().mapToLong(Spent::all).sum();
            if (spent.size() == SPAN && all > 0) {
                most = Math.max(
                        most, (double) spent.stream().mapToLong(Spent::others).sum() / all);
            }
        }
        last = now;
    }

    private Look read() throws IOException {
        // cpu user nice system idle iowait irq softirq steal: what interrupts take is mostly the traffic of the probe
        // itself.
        String[] cpu = Files.readAllLines(proc.resolve("stat")).get(0).trim().split("\\s+");
        long busy = ticks(cpu, 1) + ticks(cpu, 2) + ticks(cpu, 3) + ticks(cpu, 8);
        long all = busy + ticks(cpu, 4) + ticks(cpu, 5) + ticks(cpu, 6) + ticks(cpu, 7);
        Map<String, Long> own = new HashMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                String pid = String.valueOf(process.getFileName());
                if (isOurs(process, pid)) {
                    ticksOf(process, pid, own);
                }
            }
        }
        return new Look(busy, all, own);
    }

    private static void ticksOf(Path process, String pid, Map<String, Long> own) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            own.put(pid, Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]));
        } catch (IOException e) {
            own.remove(pid); // it has ended meanwhile
        }
    }

    private boolean isOurs(Path process, String pid) {
        return ours.computeIfAbsent(pid, p -> {
            boolean contained = CONTAINERS.stream().anyMatch(text(process, "cgroup")::contains);
            containersSeen |= contained;
            return contained || p.equals(self) || ENGINE.stream().anyMatch(text(process, "comm")::startsWith);
        });
    }

    private static String text(Path process, String file) {
        try {
            return Files.readString(process.resolve(file));
        } catch (IOException e) {
            return ""; // it has ended meanwhile
        }
    }

    private static long ticks(String[] cpu, int field) {
        return field < cpu.length ? Long.parseLong(cpu[field]) : 0;
    }
}
