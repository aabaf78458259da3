package org.upgradeharness.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.docker.ContainerSpec;
import org.upgradeharness.docker.LiveContainer;
import org.upgradeharness.docker.Sandbox;
import org.upgradeharness.product.MigratorSpec;
import org.upgradeharness.store.Store;

/** A release's migrator on a SQLite store that stands where there is little room: in memory, in a container of its own. */
public final class CrampedMigrator {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROGRAM = "cramped.py";
    private static final String INSIDE = "/migrator";
    private static final String KEPT = "/kept";
    private static final String TOLD = "cramped.json";

    private final Sandbox sandbox;
    private final Spec spec;

    /** One that has not run. */
    public CrampedMigrator(Sandbox sandbox, Spec spec) {
        this.sandbox = sandbox;
        this.spec = spec;
    }

    /**
     * What it is made of.
     *
     * @param name what its container is called in the run
     * @param image the release's image
     * @param python the interpreter inside the image
     * @param migrator the migrator
     * @param programs the sources of cramped.py and what it needs, by their names
     * @param folder an empty folder that they are put into
     */
    public record Spec(
            String name,
            String image,
            String python,
            MigratorSpec migrator,
            Map<String, String> programs,
            Path folder) {}

    /**
     * What came of it.
     *
     * @param exit its exit code, or the signal that ended it as a negative number
     * @param before what the store took at the start, bytes
     * @param most what was taken at any time, bytes, as far as looking a thousand times a second shows
     * @param full the statement at which the disk was full, or null if it never was
     * @param message why it failed
     */
    public record End(int exit, long before, long most, Statement full, String message) {}

    /**
     * Migrates. Where the disk was full, the store becomes what the migrator left; otherwise it stays as it was.
     *
     * @param room how large the place is in which the store stands, bytes
     * @throws BrokenEnvironment if it does not end within the migrator's limit, or tells nothing
     */
    public End run(Map<String, String> environment, Store store, long room) {
        write();
        Map.Entry<String, Path> place = place(store);
        Map<String, Path> mounts = new HashMap<>(store.mounts());
        mounts.remove(place.getKey());
        mounts.put(KEPT, place.getValue());
        mounts.put(INSIDE, spec.folder());
        try (LiveContainer container = sandbox.start(new ContainerSpec(
                spec.name(),
                spec.image(),
                List.of(spec.python(), INSIDE + "/" + PROGRAM, command()),
                environment,
                mounts,
                Map.of(place.getKey(), room),
                0))) {
            Duration limit = Duration.ofSeconds(spec.migrator().seconds());
            if (!container.ended(spec.migrator().title() + " to end where there is little room", limit)) {
                throw new BrokenEnvironment(spec.migrator().title() + " did not end within " + limit.toSeconds()
                        + " s where there was little room.");
            }
            return told(container);
        }
    }

    /** How much room a store takes, bytes. */
    public static long size(Store store) {
        try (Stream<Path> files = Files.list(place(store).getValue())) {
            long size = 0;
            for (Path file : files.toList()) {
                size += Files.size(file);
            }
            return size;
        } catch (IOException e) {
            throw new BrokenEnvironment(store + " cannot be measured: " + e.getMessage(), e);
        }
    }

    private static Map.Entry<String, Path> place(Store store) {
        return store.mounts().entrySet().stream()
                .filter(mount -> store.places().get("path").startsWith(mount.getKey() + "/"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a SQLite store stands in a mounted folder"));
    }

    private String command() {
        try {
            return JSON.writeValueAsString(spec.migrator().command());
        } catch (IOException e) {
            throw new IllegalStateException("words can be written", e);
        }
    }

    private End told(LiveContainer container) {
        Path told = spec.folder().resolve(TOLD);
        try {
            if (!Files.exists(told)) {
                throw new BrokenEnvironment(spec.name() + " tells nothing; its last lines: " + container.tail(8));
            }
            JsonNode end = JSON.readTree(told.toFile());
            List<String> log = new ArrayList<>();
            end.path("log").forEach(line -> log.add(line.asText()));
            JsonNode full = end.path("full");
            return new End(
                    end.path("exit").asInt(),
                    end.path("before").asLong(),
                    end.path("most").asLong(),
                    full.isObject()
                            ? new Statement(
                                    full.path("n").asInt(),
                                    full.path("revision").asText(),
                                    full.path("statement").asText(),
                                    full.path("transaction").asInt(),
                                    0,
                                    Map.of())
                            : null,
                    new MigratorEnd(end.path("exit").asInt(), null, null, "", 0, log, List.of(), Map.of()).message());
        } catch (IOException e) {
            throw new BrokenEnvironment("What " + spec.name() + " tells cannot be read: " + e.getMessage(), e);
        }
    }

    private void write() {
        try {
            Files.setPosixFilePermissions(spec.folder(), PosixFilePermissions.fromString("rwxrwxrwx"));
            for (Map.Entry<String, String> program : spec.programs().entrySet()) {
                Path file = Files.writeString(spec.folder().resolve(program.getKey()), program.getValue());
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            }
        } catch (IOException e) {
            throw new BrokenEnvironment("The program of " + spec.name() + " cannot be written: " + e.getMessage(), e);
        }
    }
}
