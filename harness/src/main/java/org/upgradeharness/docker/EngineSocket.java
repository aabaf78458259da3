package org.upgradeharness.docker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.upgradeharness.config.HostEnvironment;

/** Asks the engine's socket for a sign of life without its client, whose own search is slow and talkative. */
final class EngineSocket {
    private static final Path USUAL = Path.of("/var/run/docker.sock");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final byte[] PING =
            "GET /_ping HTTP/1.1\r\nHost: engine\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private EngineSocket() {}

    /** One sentence for a person if no engine answers there, empty if one does or if it cannot be told here. */
    static Optional<String> problem(HostEnvironment environment) {
        Optional<String> named = environment.dockerHost();
        if (named.isEmpty()) {
            return Files.exists(USUAL)
                    ? unix(USUAL, "")
                    : Optional.of("No container engine answers: " + USUAL
                            + " does not exist; start Docker (./upgrade does it on Debian and Ubuntu as root), or name"
                            + " an engine with DOCKER_HOST.");
        }
        URI uri = URI.create(named.get());
        if ("unix".equals(uri.getScheme())) {
            return unix(Path.of(uri.getPath()), " (DOCKER_HOST)");
        }
        if (uri.getHost() != null && uri.getPort() > 0) {
            return tcp(uri);
        }
        return Optional.empty();
    }

    private static Optional<String> tcp(URI uri) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), (int) PATIENCE.toMillis());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("No container engine answers at " + uri + " (DOCKER_HOST): " + e.getMessage() + ".");
        }
    }

    private static Optional<String> unix(Path path, String named) {
        if (!Files.exists(path)) {
            return Optional.of("No container engine answers: " + path + named + " does not exist.");
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            channel.connect(UnixDomainSocketAddress.of(path));
            channel.write(ByteBuffer.wrap(PING));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            ByteBuffer answer = ByteBuffer.allocate(64);
            if (selector.select(PATIENCE.toMillis()) == 0) {
                return Optional.of("The container engine at " + path + named + " takes connections but gave no answer"
                        + " within " + PATIENCE.toSeconds() + " s; it hangs: look at its log and restart it.");
            }
            return channel.read(answer) > 0
                    ? Optional.empty()
                    : Optional.of("The container engine at " + path + named + " closed the connection unanswered.");
        } catch (IOException e) {
            return Optional.of("No container engine answers at " + path + named + ": " + e.getMessage()
                    + (Files.isWritable(path) ? "." : " (no permission: be root or a member of the group docker)."));
        }
    }
}
