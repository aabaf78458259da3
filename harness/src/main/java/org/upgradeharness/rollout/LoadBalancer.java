package org.upgradeharness.rollout;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.docker.ContainerSpec;
import org.upgradeharness.docker.LiveContainer;
import org.upgradeharness.docker.Sandbox;

/** A load balancer in a container; who is in and who is out is said while it runs. */
public final class LoadBalancer implements AutoCloseable {
    private static final String INSIDE = "/run/balancer";
    private static final int PORT = 8080;
    private static final int SESSIONS = 4;
    private static final Duration START = Duration.ofSeconds(20);

    private final LiveContainer container;
    private final BalancerSocket socket;
    private final BalancerFile file;
    private final int port;

    private LoadBalancer(LiveContainer container, BalancerSocket socket, BalancerFile file) {
        this.container = container;
        this.socket = socket;
        this.file = file;
        this.port = container.publishedPort();
    }

    /**
     * Starts one in which nobody is in yet.
     *
     * @param name its container's name
     * @param image an image of HAProxy
     * @param configuration its configuration; a place for each replica is added to its last section
     * @param folder an empty folder of its own
     * @param replicas how many replicas there can be
     * @throws BrokenEnvironment if it dies or does not answer within 20 s
     */
    public static LoadBalancer start(
            Sandbox sandbox, String name, String image, String configuration, Path folder, int replicas) {
        BalancerFile file = BalancerFile.write(folder, configuration, replicas);
        LiveContainer container = sandbox.start(new ContainerSpec(
                name,
                image,
                List.of("haproxy", "-W", "-db", "-f", INSIDE + "/haproxy.cfg"),
                Map.of(),
                Map.of(INSIDE, folder),
                PORT));
        Path path = folder.resolve("admin.sock");
        try {
            Awaitility.await("the load balancer to make its socket")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(START)
                    .until(() -> {
                        if (!container.running()) {
                            throw new BrokenEnvironment(
                                    "The load balancer died at its start; its last lines: " + container.tail(8));
                        }
                        return Files.exists(path);
                    });
        } catch (ConditionTimeoutException e) {
            throw new BrokenEnvironment(
                    "The load balancer did not start within " + START.toSeconds() + " s; its last lines: "
                            + container.tail(8),
                    e);
        }
        return new LoadBalancer(container, new BalancerSocket(path), file);
    }

    /** Where people ask. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The same as a base URL. */
    public String base() {
        return "http://127.0.0.1:" + port;
    }

    /** Takes a replica in, at this address on the run's network. */
    void in(int replica, String host, int at) {
        String said =
                socket.tell("set server replicas/" + BalancerFile.place(replica) + " addr " + host + " port " + at);
        if (!said.contains("changed") && !said.contains("no need")) {
            throw new BrokenEnvironment("The load balancer refused replica " + replica + ": " + said);
        }
        state(replica, "ready");
        file.in(replica, host, at);
    }

    /** Sends a replica nothing new; what it has begun goes on. */
    void drain(int replica) {
        state(replica, "drain");
    }

    /** Takes a replica out. */
    void out(int replica) {
        state(replica, "maint");
        file.out(replica);
    }

    /**
     * Lets it read its configuration anew, in which everybody is where they are now: a new process takes new connections, and the
     * old one ends what it has begun.
     *
     * @throws BrokenEnvironment if no new process answers within 20 s
     */
    public void reload() {
        String before = process();
        file.write();
        container.signal("USR2");
        try {
            Awaitility.await("the load balancer to be another process")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreException(BrokenEnvironment.class)
                    .atMost(START)
                    .until(() -> !process().equals(before));
        } catch (ConditionTimeoutException e) {
            throw new BrokenEnvironment(
                    "The load balancer did not reload within " + START.toSeconds() + " s; its last lines: "
                            + container.tail(8),
                    e);
        }
    }

    private String process() {
        return socket.tell("show info")
                .lines()
                .filter(line -> line.startsWith("Pid:"))
                .findFirst()
                .orElse("");
    }

    private void state(int replica, String state) {
        String said = socket.tell("set server replicas/" + BalancerFile.place(replica) + " state " + state);
        if (!said.isEmpty()) {
            throw new BrokenEnvironment("The load balancer refused \"" + state + "\": " + said);
        }
    }

    /** How many requests a replica has not answered yet. */
    int underWay(int replica) {
        return socket.tell("show stat")
                .lines()
                .map(line -> line.split(","))
                .filter(fields -> fields.length > SESSIONS
                        && fields[0].equals("replicas")
                        && fields[1].equals(BalancerFile.place(replica)))
                .map(fields -> Integer.parseInt(fields[SESSIONS]))
                .findFirst()
                .orElseThrow(
                        () -> new BrokenEnvironment("The load balancer tells nothing of replica " + replica + "."));
    }

    /** Its log so far. */
    public List<String> log() {
        return container.log();
    }

    @Override
    public void close() {
        container.close();
    }
}
