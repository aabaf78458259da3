package org.upgradeharness.rollout;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.upgradeharness.config.BrokenEnvironment;

/** The load balancer's own socket, on which it is told what to do: one command, one answer. */
final class BalancerSocket {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path path;

    BalancerSocket(Path path) {
        this.path = path;
    }

    /**
     * What it answers.
     *
     * @throws BrokenEnvironment if it does not answer
     */
    String tell(String command) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            channel.connect(UnixDomainSocketAddress.of(path));
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            StringBuilder answer = new StringBuilder();
            ByteBuffer room = ByteBuffer.allocate(1 << 14);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < end) {
                selector.select(PATIENCE.toMillis());
                int length = channel.read(room.clear());
                if (length < 0) {
                    return answer.toString().strip();
                }
                answer.append(StandardCharsets.US_ASCII.decode(room.flip()));
            }
            throw new BrokenEnvironment(
                    "The load balancer did not answer \"" + command + "\" within " + PATIENCE.toSeconds() + " s.");
        } catch (IOException e) {
            throw new BrokenEnvironment("The load balancer does not answer \"" + command + "\": " + e.getMessage(), e);
        }
    }
}
