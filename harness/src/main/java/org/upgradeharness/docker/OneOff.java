package org.upgradeharness.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.upgradeharness.config.BrokenEnvironment;

/** A container that runs one command to its end and is removed. */
final class OneOff {
    private final DockerClient client;
    private final Labels labels;

    OneOff(ContainerEngine engine, Labels labels) {
        this.client = engine.client();
        this.labels = labels;
    }

    /**
     * What is to be run.
     *
     * @param image the image, by name or id
     * @param command the program and its arguments; the image's entry point is not used
     * @param environment variables beside those of the image
     * @param network {@code none} or {@code host}
     * @param files contents by absolute path, put in before the start
     * @param bound how long it may take
     */
    record Task(
            String image,
            List<String> command,
            Map<String, String> environment,
            String network,
            Map<String, byte[]> files,
            Duration bound) {
        static Task offline(String image, List<String> command) {
            return new Task(image, command, Map.of(), "none", Map.of(), Duration.ofSeconds(90));
        }
    }

    HostProcess.Ended run(Task task) {
        String id = client.createContainerCmd(task.image())
                .withEntrypoint(task.command())
                .withCmd(List.of())
                .withEnv(task.environment().entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList())
                .withLabels(labels.asMap())
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode(task.network()))
                .exec()
                .getId();
        try {
            if (!task.files().isEmpty()) {
                client.copyArchiveToContainerCmd(id)
                        .withTarInputStream(new ByteArrayInputStream(BuildContext.tar(task.files())))
                        .withRemotePath("/")
                        .exec();
            }
            client.startContainerCmd(id).exec();
            return new HostProcess.Ended(wait(id, task), output(id));
        } catch (DockerException e) {
            throw new BrokenEnvironment(
                    "The engine could not run " + task.command().get(0) + " in " + task.image() + ": " + e.getMessage(),
                    e);
        } finally {
            remove(id);
        }
    }

    private int wait(String id, Task task) {
        ExitCode exit = client.waitContainerCmd(id).exec(new ExitCode());
        try {
            if (!exit.awaitCompletion(task.bound().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BrokenEnvironment(task.command().get(0) + " in " + task.image() + " did not end within "
                        + task.bound().toSeconds() + " s. " + output(id).lastWords());
            }
            return exit.code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenEnvironment("Interrupted while a container of " + task.image() + " ran.", e);
        }
    }

    private Tail output(String id) {
        Tail tail = new Tail();
        StringBuilder pending = new StringBuilder();
        ResultCallback.Adapter<Frame> lines = new ResultCallback.Adapter<>() {
            @Override
            public void onNext(Frame frame) {
                pending.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
            }
        };
        try {
            client.logContainerCmd(id)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(200)
                    .exec(lines)
                    .awaitCompletion(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pending.toString().lines().forEach(tail::add);
        return tail;
    }

    private void remove(String id) {
        try {
            client.removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException gone) {
            // Another process may have swept it; what counts is that it is gone.
        }
    }

    private static final class ExitCode extends ResultCallback.Adapter<com.github.dockerjava.api.model.WaitResponse> {
        private volatile int code = -1;

        @Override
        public void onNext(com.github.dockerjava.api.model.WaitResponse response) {
            code = response.getStatusCode();
        }
    }
}
