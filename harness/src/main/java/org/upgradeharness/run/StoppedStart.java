package org.upgradeharness.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.migrate.Statement;
import org.upgradeharness.store.Store;

/** A release that migrates by its own start, and whose container is stopped while it does. */
final class StoppedStart {
    private static final Duration REACHED = Duration.ofMinutes(2);
    /** What people give who do not know that it migrates; Docker itself gives ten seconds. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final String INSIDE = "/migrator";
    private static final String TOLD = "told.ndjson";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Bench bench;
    private final EvidenceFolder evidence;
    private final Path folder;

    /**
     * A start that is going to be stopped.
     *
     * @param folder an empty folder, for what counts its statements and what that tells
     */
    StoppedStart(Bench bench, EvidenceFolder evidence, Path folder) {
        this.bench = bench;
        this.evidence = evidence;
        this.folder = folder;
    }

    /**
     * Starts the release on a store, lets it come to its n-th statement, and stops it there.
     *
     * @return the statement that it was about to send
     * @throws BrokenEnvironment if it does not come there within two minutes
     */
    Statement at(int n, Side from, Side side, Store store) {
        write(bench.programs());
        Map<String, String> environment = new LinkedHashMap<>(bench.settings().of(from, side, store));
        // What is found by the release's own path is still found.
        environment.merge("PYTHONPATH", INSIDE, (others, own) -> own + ":" + others);
        environment.put(
                "STATEMENT_HOOK", "{\"path\": \"" + INSIDE + "/" + TOLD + "\", \"at\": " + n + ", \"act\": \"hold\"}");
        try (Gateway gateway =
                bench.start(side, store.mounting(Map.of(INSIDE, folder)), environment, "stopped-" + side.version())) {
            try {
                Statement hit = reached(gateway);
                gateway.stop(GRACE);
                return hit;
            } finally {
                evidence.lines("gateway-stopped.log", gateway.log());
            }
        }
    }

    private Statement reached(Gateway gateway) {
        try {
            return Awaitility.await(gateway.name() + " to migrate")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(REACHED)
                    .until(() -> told(gateway), Optional::isPresent)
                    .orElseThrow();
        } catch (ConditionTimeoutException e) {
            throw new BrokenEnvironment(
                    gateway.name() + " did not come to the statement at which it was to be stopped within "
                            + REACHED.toSeconds() + " s.",
                    e);
        }
    }

    private Optional<Statement> told(Gateway gateway) throws IOException {
        Path told = folder.resolve(TOLD);
        List<String> lines = Files.exists(told) ? Files.readAllLines(told) : List.of();
        if (lines.isEmpty() && !gateway.running()) {
            throw new BrokenEnvironment(gateway.name() + " " + gateway.ended());
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        JsonNode point = JSON.readTree(lines.get(0));
        // Its number is that of this start, and not of the migration alone.
        return Optional.of(new Statement(
                0,
                point.path("revision").asText(),
                point.path("statement").asText(),
                point.path("transaction").asInt(),
                0,
                Map.of()));
    }

    private void write(Map<String, String> programs) {
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
            for (Map.Entry<String, String> program : programs.entrySet()) {
                Path file = Files.writeString(folder.resolve(program.getKey()), program.getValue());
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            }
        } catch (IOException e) {
            throw new BrokenEnvironment("What counts statements cannot be written: " + e.getMessage(), e);
        }
    }
}
