package org.upgradeharness.docker;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.upgradeharness.config.BrokenEnvironment;

/** A program of this machine, run to its end within a bound. */
final class HostProcess {
    private HostProcess() {}

    /**
     * What it left.
     *
     * @param exit its exit code
     * @param output both its streams
     */
    record Ended(int exit, Tail output) {}

    /** Whether a program is on the path. */
    static boolean has(String program) {
        try {
            return run(List.of("sh", "-c", "command -v \"$0\"", program), Map.of(), Duration.ofSeconds(5))
                            .exit()
                    == 0;
        } catch (BrokenEnvironment e) {
            return false;
        }
    }

    static Ended run(List<String> command, Map<String, String> more, Duration bound) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(more);
        Tail tail = new Tail();
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            Thread reader = new Thread(() -> copy(process, tail), command.get(0) + "-output");
            reader.setDaemon(true);
            reader.start();
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                end(process);
                throw new BrokenEnvironment(
                        command.get(0) + " did not end within " + bound.toSeconds() + " s. " + tail.lastWords());
            }
            reader.join(2000);
            return new Ended(process.exitValue(), tail);
        } catch (IOException e) {
            throw new BrokenEnvironment(command.get(0) + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenEnvironment("Interrupted while " + command.get(0) + " ran.", e);
        }
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void copy(Process process, Tail tail) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                tail.add(line);
            }
        } catch (IOException e) {
            tail.add("(output cut off: " + e.getMessage() + ")");
        }
    }
}
