package org.upgradeharness.probe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** One connection of the probe and the request that is on it, if any. Repeats nothing. */
final class Wire {
    /** What came of a look at the connection. */
    sealed interface News permits Nothing, Got, Broken {}

    /** Nothing yet. */
    record Nothing() implements News {}

    /** A whole answer. */
    record Got(Reply reply) implements News {}

    /** The request failed. */
    record Broken(Fault fault) implements News {}

    private static final News NOTHING = new Nothing();

    private final SocketChannel channel;
    private final SelectionKey key;
    private ReplyParser parser = new ReplyParser();
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private Object carried;

    /**
     * Begins to connect.
     *
     * @throws IOException if that fails at once
     */
    Wire(Selector selector, InetSocketAddress address) throws IOException {
        channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            boolean connected = channel.connect(address);
            key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT);
            key.attach(this);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** What it is used for now, or null where it waits to be used again. */
    Object carried() {
        return carried;
    }

    void carry(Object request) {
        carried = request;
    }

    /** Puts a request on the connection; it is sent as soon as the connection takes it. */
    News send(byte[] request, byte[] room) {
        parser = new ReplyParser();
        unsent = ByteBuffer.wrap(request);
        return channel.isConnected() ? ready(room) : NOTHING;
    }

    /** Does what can be done without waiting. */
    News ready(byte[] room) {
        try {
            if (!channel.isConnected() && !channel.finishConnect()) {
                return NOTHING;
            }
            while (unsent.hasRemaining() && channel.write(unsent) > 0) {
                // As long as the connection takes it.
            }
            key.interestOps(SelectionKey.OP_READ | (unsent.hasRemaining() ? SelectionKey.OP_WRITE : 0));
            return read(room);
        } catch (ConnectException e) {
            return new Broken(new Fault(FaultClass.REFUSED, String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return new Broken(new Fault(FaultClass.RESET, String.valueOf(e.getMessage())));
        } catch (ReplyParser.Malformed e) {
            return new Broken(new Fault(FaultClass.WRONG_CONTENT, e.getMessage()));
        }
    }

    private News read(byte[] room) throws IOException, ReplyParser.Malformed {
        while (true) {
            int length = channel.read(ByteBuffer.wrap(room));
            if (length == 0) {
                return NOTHING;
            }
            if (length > 0) {
                parser.add(room, length);
            }
            Optional<Reply> reply = parser.reply(length < 0);
            if (reply.isPresent()) {
                return new Got(reply.get());
            }
            if (length < 0) {
                String where = parser.begun() ? "in the middle of an answer" : "without an answer";
                return new Broken(new Fault(FaultClass.CLOSED, "closed " + where));
            }
        }
    }

    /** Closes it, whatever is on it. */
    void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone, which is what was asked for; whatever failed before has been judged.
            key.attach(null);
        }
    }
}
