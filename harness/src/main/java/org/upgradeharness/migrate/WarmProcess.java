package org.upgradeharness.migrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.docker.ContainerSpec;
import org.upgradeharness.docker.LiveContainer;
import org.upgradeharness.docker.Sandbox;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.gateway.Transcript;
import org.upgradeharness.store.Store;

/** A program of ours in a release's image that stays and is asked over HTTP: imports, which take long, are paid once. */
final class WarmProcess implements AutoCloseable {
    private static final int PORT = 9100;
    private static final Duration START = Duration.ofSeconds(60);
    private static final int BRIEF_MILLIS = 5_000;
    private static final String FOLDER = "/migrator";

    private final LiveContainer container;

    private WarmProcess(LiveContainer container) {
        this.container = container;
    }

    /**
     * What it is made of.
     *
     * @param name what its container is called in the run
     * @param image the release's image
     * @param command program and arguments
     * @param files sources by name; they stand {@link #inside} the container
     * @param folder an empty folder that they are put into
     */
    record Spec(String name, String image, List<String> command, Map<String, String> files, Path folder) {}

    /** Where a file of the program stands in the container. */
    static String inside(String file) {
        return FOLDER + "/" + file;
    }

    /**
     * Starts the process and waits until it answers.
     *
     * @throws BrokenEnvironment if it dies or does not answer within 60 s
     */
    static WarmProcess start(Sandbox sandbox, Spec spec, Map<String, String> environment, Store store) {
        write(spec);
        Map<String, Path> mounts = new LinkedHashMap<>(store.mounts());
        mounts.put(FOLDER, spec.folder());
        WarmProcess process = new WarmProcess(
                sandbox.start(new ContainerSpec(spec.name(), spec.image(), spec.command(), environment, mounts, PORT)));
        try {
            process.awaitAnswer();
            return process;
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private static void write(Spec spec) {
        try {
            Files.setPosixFilePermissions(spec.folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
            for (Map.Entry<String, String> source : spec.files().entrySet()) {
                Path file = Files.writeString(spec.folder().resolve(source.getKey()), source.getValue());
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            }
        } catch (IOException e) {
            throw new BrokenEnvironment("The program of " + spec.name() + " cannot be written: " + e.getMessage(), e);
        }
    }

    private void awaitAnswer() {
        String name = container.name();
        try {
            Awaitility.await(name + " to answer")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(START)
                    .until(() -> {
                        if (!container.running()) {
                            throw new BrokenEnvironment(name + " died; its last lines: " + container.tail(8));
                        }
                        return api(BRIEF_MILLIS).get("/").ok();
                    });
        } catch (ConditionTimeoutException e) {
            throw new BrokenEnvironment(
                    name + " did not answer within " + START.toSeconds() + " s; its last lines: " + container.tail(8),
                    e);
        }
    }

    /** Its HTTP interface; an answer may take so long. */
    Api api(int limitMillis) {
        return Api.anonymous("http://127.0.0.1:" + container.publishedPort(), Transcript.NONE)
                .within(limitMillis);
    }

    String tail(int lines) {
        return container.tail(lines);
    }

    List<String> log() {
        return container.log();
    }

    @Override
    public void close() {
        container.close();
    }
}
