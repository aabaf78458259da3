package org.upgradeharness.docker;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.product.Product;

/**
 * The upstream that gateways are given as their peers: one process, and a real MCP server under each of its names. It
 * runs in the image of a release, which has the MCP library inside.
 */
public final class UpstreamServer implements AutoCloseable {
    /** Its name in the network of the run. */
    public static final String HOST = "upstream";

    private static final int PORT = 9000;
    private static final Duration START = Duration.ofSeconds(30);

    private final GenericContainer<?> container;

    private UpstreamServer(GenericContainer<?> container) {
        this.container = container;
    }

    /**
     * What is to be served.
     *
     * @param names one MCP server each, with tools {@code NAME-echo}, {@code NAME-add}, {@code NAME-whoami} and
     *     {@code NAME-wait}
     * @param require header lines by name, such as {@code Authorization: Bearer xyz}; without it the server answers 401
     */
    public record Served(List<String> names, Map<String, String> require) {
        public Served {
            names = List.copyOf(names);
            require = Map.copyOf(require);
        }
    }

    /** Starts it in a network and waits until it answers; {@code log} takes its output line by line. */
    public static UpstreamServer start(
            GatewayImage image,
            Product product,
            FixtureSource fixtures,
            Labels labels,
            Network network,
            Served served,
            Consumer<String> log) {
        GenericContainer<?> container = labels.own(new GenericContainer<>(DockerImageName.parse(image.id())))
                .withNetwork(network)
                .withNetworkAliases(HOST)
                .withExposedPorts(PORT)
                .withEnv("UPSTREAM_NAMES", String.join(",", served.names()))
                .withCopyToContainer(
                        Transferable.of(fixtures.read("images/upstream/server.py"), 0100644), "/work/server.py")
                .withCommand(product.image().python(), "/work/server.py")
                .withLogConsumer(frame -> frame.getUtf8String().lines().forEach(log))
                .waitingFor(Wait.forHttp("/health").forPort(PORT).withStartupTimeout(START));
        served.require()
                .forEach((name, line) -> container.withEnv(
                        "UPSTREAM_" + name.toUpperCase(Locale.ROOT).replace('-', '_') + "_REQUIRE", line));
        try {
            container.start();
        } catch (ContainerLaunchException e) {
            String said = container.getContainerId() == null ? "" : container.getLogs();
            container.stop();
            Tail tail = new Tail();
            said.lines().forEach(tail::add);
            throw new BrokenEnvironment(
                    "The upstream MCP server did not start within " + START.toSeconds() + " s. " + tail.lastWords(), e);
        }
        return new UpstreamServer(container);
    }

    /** The URL of one MCP server, as the gateways reach it. */
    public String mcpUrl(String name) {
        return "http://" + HOST + ":" + PORT + "/" + name + "/mcp";
    }

    /** The URL of a path such as {@code /rest/echo} or {@code /agent}, as the gateways reach it. */
    public String url(String path) {
        return "http://" + HOST + ":" + PORT + path;
    }

    /** The URL of a path, as the harness reaches it. */
    public String hostUrl(String path) {
        return "http://127.0.0.1:" + container.getMappedPort(PORT) + path;
    }

    @Override
    public void close() {
        container.stop();
    }
}
