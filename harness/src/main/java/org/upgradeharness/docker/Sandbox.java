package org.upgradeharness.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Volume;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.images.PullPolicy;
import org.testcontainers.utility.DockerImageName;
import org.upgradeharness.config.BrokenEnvironment;

/** The network of one run and the containers on it. Everything carries the run's labels and is closed last-in-first-out. */
public final class Sandbox implements AutoCloseable {
    private static final int REMOVAL_SECONDS = 60;

    private final Map<String, String> labels;
    private final DockerClient client;
    private final String networkId;
    private final String networkName;
    private final Deque<LiveContainer> open = new ArrayDeque<>();
    private final ReadWriteLock starting = new ReentrantReadWriteLock();
    private volatile boolean closed;
    private final List<Future<?>> removals = new CopyOnWriteArrayList<>();
    private final ExecutorService remover = Executors.newFixedThreadPool(2, work -> {
        Thread thread = new Thread(work, "removal");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Makes the run's network.
     *
     * @param runId the run
     * @param labels what every object carries
     */
    public Sandbox(String runId, Map<String, String> labels) {
        this.labels = Map.copyOf(labels);
        this.client = DockerClientFactory.lazyClient();
        this.networkName = "upgrade-harness-" + runId;
        this.networkId = new OwnNetwork(client, networkName, this.labels).create();
    }

    /**
     * Starts a container and returns when its process has been started; whether it serves is for the caller to see.
     *
     * @throws BrokenEnvironment if the engine cannot start it
     */
    public LiveContainer start(ContainerSpec spec) {
        // Whoever interrupts the run waits for what is being started, so that it is seen and removed.
        starting.readLock().lock();
        try {
            if (closed) {
                throw new BrokenEnvironment("The run is ending; " + spec.name() + " is not started any more.");
            }
            return startNow(spec);
        } finally {
            starting.readLock().unlock();
        }
    }

    private LiveContainer startNow(ContainerSpec spec) {
        ContainerLog log = new ContainerLog();
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(spec.image()))
                .withImagePullPolicy(PullPolicy.defaultPolicy())
                .withEnv(spec.environment())
                .withLabels(labels)
                .withLogConsumer(log)
                .withStartupCheckStrategy(new Created())
                .waitingFor(new NoWait())
                .withStartupAttempts(1)
                .withCreateContainerCmdModifier(cmd -> {
                    HostConfig host = cmd.getHostConfig() == null ? new HostConfig() : cmd.getHostConfig();
                    host.withNetworkMode(networkName);
                    if (spec.port() > 0) {
                        ExposedPort port = ExposedPort.tcp(spec.port());
                        cmd.withExposedPorts(port);
                        host.withPortBindings(new PortBinding(Ports.Binding.bindIp("127.0.0.1"), port));
                    }
                    host.withBinds(spec.mounts().entrySet().stream()
                            .map(m -> new Bind(m.getValue().toString(), new Volume(m.getKey())))
                            .toList());
                    if (!spec.memory().isEmpty()) {
                        host.withTmpFs(spec.memory().entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, m -> "mode=1777,size=" + m.getValue())));
                    }
                    cmd.withHostConfig(host).withAliases(spec.name());
                    if (!spec.command().isEmpty()) {
                        cmd.withEntrypoint(spec.command()).withCmd(List.of());
                    }
                });
        try {
            container.start();
        } catch (ContainerLaunchException e) {
            container.stop();
            throw new BrokenEnvironment(
                    "The engine could not start container " + spec.name() + " from image " + spec.image() + ": "
                            + rootMessage(e),
                    e);
        }
        LiveContainer live = new LiveContainer(spec, container, log, this::remove);
        synchronized (open) {
            open.push(live);
        }
        return live;
    }

    private void remove(Runnable removal) {
        removals.add(remover.submit(removal));
    }

    /**
     * Stops and removes everything that is still there, last in first out, and the network.
     *
     * @throws BrokenEnvironment if something could not be removed
     */
    @Override
    public void close() {
        starting.writeLock().lock();
        try {
            closed = true;
        } finally {
            starting.writeLock().unlock();
        }
        synchronized (open) {
            while (!open.isEmpty()) {
                open.pop().close();
            }
        }
        remover.shutdown();
        for (Future<?> removal : removals) {
            awaitRemoval(removal);
        }
        client.removeNetworkCmd(networkId).exec();
    }

    private static void awaitRemoval(Future<?> removal) {
        try {
            removal.get(REMOVAL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenEnvironment("Interrupted while containers were removed.", e);
        } catch (ExecutionException e) {
            throw new BrokenEnvironment(
                    "A container could not be removed: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new BrokenEnvironment("A container was not removed within " + REMOVAL_SECONDS + " s.", e);
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }

    /**
     * The engine answers a start only when the process has been started; Testcontainers' own check would ask once a
     * second, for all containers together.
     */
    private static final class Created extends StartupCheckStrategy {
        @Override
        public boolean waitUntilStartupSuccessful(DockerClient engine, String id) {
            return true;
        }

        @Override
        public StartupStatus checkStartupState(DockerClient client, String id) {
            return StartupStatus.SUCCESSFUL;
        }
    }

    /** Readiness is waited for by name where it is known what it means. */
    private static final class NoWait extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {}
    }
}
