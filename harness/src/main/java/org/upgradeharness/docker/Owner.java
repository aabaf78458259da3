package org.upgradeharness.docker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that made something, told apart from a later process with the same number.
 *
 * @param pid its number
 * @param started when it started, in milliseconds since 1970
 * @param boot the boot of the machine it ran in
 * @param host the machine's name
 */
record Owner(long pid, long started, String boot, String host) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    /** Nobody can tell from here whether a process of another machine lives; no run takes that long. */
    private static final Duration FOREIGN_LIFETIME = Duration.ofHours(12);

    static Owner current() {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(self.pid(), startOf(self), thisBoot(), hostName());
    }

    static Optional<Owner> parse(String text) {
        String[] parts = text == null ? new String[0] : text.split("/", -1);
        if (parts.length != 4 || !parts[0].matches("\\d{1,18}") || !parts[1].matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new Owner(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2], parts[3]));
    }

    boolean isAlive() {
        if (!host.equals(hostName())) {
            return isAliveElsewhere();
        }
        return boot.equals(thisBoot())
                && ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .map(Owner::startOf)
                        .filter(start -> start == started)
                        .isPresent();
    }

    /** The same where machines of one name may share what was made: another boot may be another machine. */
    boolean mayBeAlive() {
        return boot.equals(thisBoot()) ? isAlive() : isAliveElsewhere();
    }

    private boolean isAliveElsewhere() {
        return Instant.ofEpochMilli(started).plus(FOREIGN_LIFETIME).isAfter(Instant.now());
    }

    @Override
    public String toString() {
        return pid + "/" + started + "/" + boot + "/" + host;
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String thisBoot() {
        try {
            return Files.isReadable(BOOT_ID) ? Files.readString(BOOT_ID).strip() : "unknown";
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replace('/', '-');
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
