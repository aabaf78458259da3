package org.upgradeharness.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.upgradeharness.docker.ContainerSpec;
import org.upgradeharness.docker.LiveContainer;
import org.upgradeharness.docker.Sandbox;
import org.upgradeharness.product.StartSpec;
import org.upgradeharness.store.Store;

/** A running container of one release on one store. */
public final class Gateway implements AutoCloseable {

    private final LiveContainer container;
    private final StartSpec spec;
    private final Transcript transcript;
    private String base;
    private volatile boolean seenReady;
    private final Silence silence = new Silence();

    private Gateway(LiveContainer container, StartSpec spec, Transcript transcript) {
        this.container = container;
        this.spec = spec;
        this.transcript = transcript;
    }

    /** Starts the process; {@link #awaitReady} tells when it serves. */
    public static Gateway start(
            Sandbox sandbox,
            String name,
            String image,
            StartSpec spec,
            Map<String, String> environment,
            Store store,
            Transcript transcript) {
        LiveContainer container =
                sandbox.start(new ContainerSpec(name, image, spec.command(), environment, store.mounts(), spec.port()));
        return new Gateway(container, spec, transcript);
    }

    /**
     * Waits until every readiness probe answers 200 with the right value.
     *
     * @throws NotServing if the container dies or is not ready in time; the message carries its last log lines
     */
    public void awaitReady() {
        String[] last = {"nothing yet"};
        int[] polls = {0};
        try {
            Awaitility.await(container.name() + " to be ready")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(Duration.ofSeconds(spec.readySeconds()))
                    .until(() -> {
                        // The engine is asked twice a second only: its answer costs both sides more than a refused
                        // connection.
                        if (polls[0]++ % 5 == 0 && !container.running()) {
                            throw new NotServing(
                                    container.name() + " ended with exit code " + container.exitCode()
                                            + " before it was ready",
                                    container.log(),
                                    null);
                        }
                        return ready(last);
                    });
        } catch (ConditionTimeoutException e) {
            throw new NotServing(
                    container.name() + " was not ready within " + spec.readySeconds() + " s (last answer: " + last[0]
                            + ")",
                    container.log(),
                    e);
        }
    }

    /** How many readiness probes there are. */
    public int probes() {
        return spec.ready().size();
    }

    /** The readiness probes that are answered as if all were well, one look at each. */
    public List<String> claimsReady() {
        Api probe = Api.anonymous(base(), Transcript.NONE).within(5000);
        return spec.ready().stream()
                .filter(wanted -> right(wanted, probe.get(wanted.path())))
                .map(StartSpec.Probe::path)
                .toList();
    }

    private static boolean right(StartSpec.Probe wanted, Answer answer) {
        return answer.status() == 200
                && wanted.value().equals(answer.body().path(wanted.field()).asText());
    }

    /** How its process ended, for people; empty while it runs. */
    public String ended() {
        return container.running()
                ? ""
                : "ended with exit code " + container.exitCode() + "; " + NotServing.lastLines(container.log());
    }

    private boolean ready(String[] last) {
        // No transcript: hundreds of refused connections tell nobody anything.
        Api probe = Api.anonymous(base(), Transcript.NONE).within(5000);
        for (StartSpec.Probe wanted : spec.ready()) {
            Answer answer = probe.get(wanted.path());
            last[0] = wanted.path() + " " + answer.brief();
            if (!right(wanted, answer)) {
                return false;
            }
        }
        seenReady = !spec.ready().isEmpty();
        return true;
    }

    /** Whether it has ever answered all its readiness probes rightly: what a wait must have seen before it ends. */
    public boolean seenReady() {
        return seenReady;
    }

    private String base() {
        if (base == null) {
            base = "http://127.0.0.1:" + container.publishedPort();
        }
        return base;
    }

    /** Its address on the run's network. */
    public String insideHost() {
        return container.insideAddress();
    }

    /** The port on which it listens there. */
    public int insidePort() {
        return spec.port();
    }

    /** Its API without a user. */
    public Api api() {
        return Api.anonymous(base(), transcript, silence);
    }

    /** That it runs and has answered nothing any more, in words; empty as long as it answers. */
    public String silent() {
        return silence.words();
    }

    /** What it is called in this run. */
    public String name() {
        return container.name();
    }

    /** Its log so far. */
    public List<String> log() {
        return container.log();
    }

    /** Whether its process runs at this moment. */
    public boolean running() {
        return container.running();
    }

    /**
     * SIGTERM; requests under way are finished and what is buffered is written.
     *
     * @return whether it ended within its limit; otherwise it was killed
     */
    public boolean stop() {
        return container.stop(Duration.ofSeconds(spec.stopSeconds()));
    }

    /**
     * SIGTERM, and SIGKILL when so much time has gone.
     *
     * @return whether it ended by itself
     */
    public boolean stop(Duration grace) {
        return container.stop(grace);
    }

    /** What its process ended with. */
    public long exitCode() {
        return container.exitCode();
    }

    /** SIGKILL. */
    public void kill() {
        container.kill();
    }

    /** Lets its processes stand still until {@link #resume}. */
    public void pause() {
        container.pause();
    }

    /** Lets them go on. */
    public void resume() {
        container.resume();
    }

    /** Takes it off the network, until {@link #join}. */
    public LiveContainer.Place leave() {
        return container.leave();
    }

    /** Brings it back to the network, at the address that it had. */
    public void join(LiveContainer.Place place) {
        container.join(place);
        base = null;
    }

    @Override
    public void close() {
        container.close();
    }
}
