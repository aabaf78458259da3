package org.upgradeharness.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.upgradeharness.config.BrokenEnvironment;

/** The images of the container engine. */
final class EngineImages implements Pull.Images {
    private static final Duration BOUND = Duration.ofMinutes(10);

    private final DockerClient client;

    EngineImages(ContainerEngine engine) {
        this.client = engine.client();
    }

    @Override
    public Optional<String> local(String name) {
        try {
            return Optional.of(client.inspectImageCmd(name).exec().getId());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> pull(String name) {
        LastError errors = new LastError();
        try {
            boolean ended = client.pullImageCmd(name).exec(errors).awaitCompletion(BOUND.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                return Optional.of("not pulled within " + BOUND.toMinutes() + " minutes");
            }
            return Optional.of(errors.message).filter(message -> !message.isEmpty());
        } catch (DockerException | DockerClientException e) {
            return Optional.of(errors.message.isEmpty() ? String.valueOf(e.getMessage()) : errors.message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenEnvironment("Interrupted while pulling " + name + ".", e);
        }
    }

    private static final class LastError extends PullImageResultCallback {
        private volatile String message = "";

        @Override
        public void onNext(PullResponseItem item) {
            if (item.getErrorDetail() != null && item.getErrorDetail().getMessage() != null) {
                message = item.getErrorDetail().getMessage();
            }
            super.onNext(item);
        }
    }
}
