package org.upgradeharness.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Info;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testcontainers.DockerClientFactory;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.HostEnvironment;

/** The container engine of this machine, known to answer. */
public final class ContainerEngine {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final DockerClient client;
    private final Info info;

    private ContainerEngine(DockerClient client, Info info) {
        this.client = client;
        this.info = info;
    }

    /**
     * Connects within ten seconds.
     *
     * @throws BrokenEnvironment in one sentence, if no engine answers or Testcontainers would start its reaper
     */
    public static ContainerEngine connect(HostEnvironment environment) {
        if (!environment.reaperIsOff()) {
            throw new BrokenEnvironment(
                    "TESTCONTAINERS_RYUK_DISABLED is not \"true\": start through ./upgrade, or set it,"
                            + " because the reaper of Testcontainers publishes a port beyond 127.0.0.1.");
        }
        EngineSocket.problem(environment).ifPresent(problem -> {
            throw new BrokenEnvironment(problem);
        });
        LateReaper.expect();
        return within("The container engine", () -> {
            DockerClient client = DockerClientFactory.instance().client();
            return new ContainerEngine(client, client.infoCmd().exec());
        });
    }

    /** The client of the engine's API; shared, and not to be closed. */
    public DockerClient client() {
        return client;
    }

    /** The engine's version, such as {@code 20.10.24}. */
    public String version() {
        return info.getServerVersion();
    }

    /** What the engine said about itself when it was connected. */
    Info info() {
        return info;
    }

    private static <T> T within(String what, Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "engine-connect");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new BrokenEnvironment(
                    what + " did not answer within " + PATIENCE.toSeconds()
                            + " s; look at its log, or name another with DOCKER_HOST.",
                    e);
        } catch (ExecutionException e) {
            throw new BrokenEnvironment(
                    what + " cannot be used: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenEnvironment("Interrupted while connecting to the container engine.", e);
        }
    }
}
