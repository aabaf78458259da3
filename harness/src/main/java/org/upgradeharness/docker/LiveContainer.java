package org.upgradeharness.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.MountableFile;
import org.upgradeharness.config.BrokenEnvironment;

/** A container of this run: labelled, published on loopback only, its log collected from before its start. */
public final class LiveContainer implements AutoCloseable {
    private final ContainerSpec spec;
    private final GenericContainer<?> container;
    private final ContainerLog log;
    private final DockerClient client;
    private final Consumer<Runnable> removals;
    private final AtomicBoolean removed = new AtomicBoolean();

    LiveContainer(ContainerSpec spec, GenericContainer<?> container, ContainerLog log, Consumer<Runnable> removals) {
        this.spec = spec;
        this.container = container;
        this.log = log;
        this.removals = removals;
        this.client = container.getDockerClient();
    }

    /** What it is for. */
    public String name() {
        return spec.name();
    }

    /** Its log so far. */
    public List<String> log() {
        return log.lines();
    }

    /** The last lines of its log, for a message. */
    public String tail(int lines) {
        List<String> all = log();
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    /**
     * The port on 127.0.0.1 behind which the container's port is published; read anew, since a restart changes it.
     *
     * @throws BrokenEnvironment if the container is gone or the engine published it elsewhere
     */
    public int publishedPort() {
        Map<com.github.dockerjava.api.model.ExposedPort, Ports.Binding[]> bindings =
                inspect().getNetworkSettings().getPorts().getBindings();
        for (Map.Entry<com.github.dockerjava.api.model.ExposedPort, Ports.Binding[]> entry : bindings.entrySet()) {
            if (entry.getKey().getPort() == spec.port() && entry.getValue() != null) {
                for (Ports.Binding binding : entry.getValue()) {
                    if ("127.0.0.1".equals(binding.getHostIp())) {
                        return Integer.parseInt(binding.getHostPortSpec());
                    }
                }
            }
        }
        throw new BrokenEnvironment("Container " + spec.name() + " publishes port " + spec.port()
                + " nowhere on 127.0.0.1; it " + (running() ? "runs" : "has stopped") + ".");
    }

    /**
     * Its address on the run's network.
     *
     * @throws BrokenEnvironment if it has none, because it has stopped
     */
    public String insideAddress() {
        return address()
                .orElseThrow(() -> new BrokenEnvironment("Container " + spec.name()
                        + " has no address on the run's network; its last lines: " + tail(5)));
    }

    /** Its address on the run's network; none once it has stopped. */
    public Optional<String> address() {
        return inspect().getNetworkSettings().getNetworks().values().stream()
                .map(com.github.dockerjava.api.model.ContainerNetwork::getIpAddress)
                .filter(address -> address != null && !address.isEmpty())
                .findFirst();
    }

    /** Whether its process runs at this moment, asked of the engine. */
    public boolean running() {
        try {
            return !removed.get() && Boolean.TRUE.equals(inspect().getState().getRunning());
        } catch (NotFoundException e) {
            return false;
        }
    }

    /** The exit code of its process once it has ended. */
    public long exitCode() {
        ContainerState state = inspect().getState();
        Long code = state.getExitCodeLong();
        return code == null ? -1 : code;
    }

    /** Waits until the process has ended by itself, but not longer than the limit; whether it has. */
    public boolean ended(String what, Duration limit) {
        try {
            Awaitility.await(what)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(200))
                    .atMost(limit)
                    .until(() -> !running());
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /**
     * SIGTERM, and SIGKILL when the grace is over.
     *
     * @return whether it ended by itself within the grace
     */
    public boolean stop(Duration grace) {
        long limit = grace.toMillis();
        long before = System.nanoTime();
        try {
            client.stopContainerCmd(container.getContainerId())
                    .withTimeout((int) grace.toSeconds())
                    .exec();
        } catch (NotModifiedException e) {
            // It had stopped already, which is what was asked for.
            return true;
        }
        return (System.nanoTime() - before) / 1_000_000 < limit;
    }

    /** Lets its processes stand still. */
    public void pause() {
        client.pauseContainerCmd(container.getContainerId()).exec();
    }

    /** Lets processes go on that stood still. */
    public void resume() {
        client.unpauseContainerCmd(container.getContainerId()).exec();
    }

    /**
     * Takes it off the run's network: what others send it is lost, and it reaches nobody. Nobody is told so.
     *
     * @return where it was, for {@link #join}
     */
    public Place leave() {
        Map.Entry<String, com.github.dockerjava.api.model.ContainerNetwork> there = inspect()
                .getNetworkSettings()
                .getNetworks()
                .entrySet()
                .iterator()
                .next();
        Place place = new Place(there.getKey(), there.getValue().getIpAddress());
        client.disconnectFromNetworkCmd()
                .withNetworkId(place.network())
                .withContainerId(container.getContainerId())
                .exec();
        return place;
    }

    /** Brings it back to where it was, at the same address; its published port may be another one. */
    public void join(Place place) {
        client.connectToNetworkCmd()
                .withNetworkId(place.network())
                .withContainerId(container.getContainerId())
                .withContainerNetwork(new com.github.dockerjava.api.model.ContainerNetwork()
                        .withAliases(spec.name())
                        .withIpamConfig(new com.github.dockerjava.api.model.ContainerNetwork.Ipam()
                                .withIpv4Address(place.address())))
                .exec();
    }

    /**
     * Where a container is.
     *
     * @param network the network's name
     * @param address its address there
     */
    public record Place(String network, String address) {}

    /** Sends its first process a signal. */
    public void signal(String name) {
        client.killContainerCmd(container.getContainerId()).withSignal(name).exec();
    }

    /** SIGKILL. */
    public void kill() {
        if (running()) {
            client.killContainerCmd(container.getContainerId()).exec();
        }
    }

    /**
     * Runs a program inside the container and waits for it.
     *
     * @throws BrokenEnvironment if the engine cannot run it
     */
    public Executed execute(String... command) {
        try {
            var result = container.execInContainer(command);
            return new Executed(result.getExitCode(), result.getStdout(), result.getStderr());
        } catch (java.io.IOException e) {
            throw new BrokenEnvironment("Running " + command[0] + " in container " + spec.name() + " failed.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenEnvironment("Interrupted while " + command[0] + " ran in " + spec.name() + ".", e);
        }
    }

    /** Copies a file out of the container. */
    public void copyOut(String inside, java.nio.file.Path file) {
        container.copyFileFromContainer(inside, file.toString());
    }

    /** Copies a file into the container, readable by everybody there. */
    public void copyIn(java.nio.file.Path file, String inside) {
        container.copyFileToContainer(MountableFile.forHostPath(file, 0644), inside);
    }

    /**
     * What a program inside the container answered.
     *
     * @param exitCode its exit code
     * @param output what it wrote to standard output
     * @param error what it wrote to standard error
     */
    public record Executed(int exitCode, String output, String error) {}

    private InspectContainerResponse inspect() {
        return client.inspectContainerCmd(container.getContainerId()).exec();
    }

    /**
     * Kills and removes the container with its anonymous volumes; on a thread of the sandbox, which waits for all removals at
     * its own end, because nobody has to wait for each.
     */
    @Override
    public void close() {
        if (removed.compareAndSet(false, true)) {
            removals.accept(container::stop);
        }
    }
}
