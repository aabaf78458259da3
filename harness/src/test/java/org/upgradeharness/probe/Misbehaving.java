package org.upgradeharness.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** A local HTTP server that answers rightly until it is told to misbehave in one of the ways there are. */
final class Misbehaving implements AutoCloseable {
    /** What it does with a request. */
    enum Way {
        ANSWER,
        CHUNKED,
        RESET,
        CLOSE,
        HALF,
        SILENT,
        ERROR,
        REFUSAL,
        OTHER,
        GIBBERISH,
        SLOW
    }

    private final int port;
    private final ExecutorService workers = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "misbehaving");
        thread.setDaemon(true);
        return thread;
    });
    private volatile ServerSocket listener;
    private volatile Supplier<Way> way = () -> Way.ANSWER;
    private volatile String content = "right";

    Misbehaving() {
        listener = listen(0);
        port = listener.getLocalPort();
    }

    private ServerSocket listen(int wanted) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 512);
            workers.execute(() -> accept(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket taken = socket.accept();
                workers.execute(() -> serve(taken));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket taken) {
        try (Socket socket = taken) {
            socket.setTcpNoDelay(true);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            while (answered(socket, in)) {
                // As long as the connection is kept.
            }
        } catch (IOException e) {
            // The other side has gone; its own report tells why.
        }
    }

    private boolean answered(Socket socket, BufferedReader in) throws IOException {
        boolean keep = true;
        String line = in.readLine();
        if (line == null) {
            return false;
        }
        while (line != null && !line.isEmpty()) {
            keep &= !line.equalsIgnoreCase("Connection: close");
            line = in.readLine();
        }
        OutputStream out = socket.getOutputStream();
        String body = content;
        Way now = way.get();
        switch (now) {
            case ANSWER -> out.write(answer("200 OK", body, keep));
            case CHUNKED ->
                out.write(("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n" + body.substring(0, 2) + "\r\n"
                                + Integer.toHexString(body.length() - 2) + "\r\n" + body.substring(2) + "\r\n0\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
            case RESET -> socket.setSoLinger(true, 0);
            case CLOSE -> socket.shutdownOutput();
            case HALF ->
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII));
            case SILENT -> in.readLine();
            case ERROR -> out.write(answer("503 Unavailable", "not now", keep));
            case REFUSAL -> out.write(answer("404 Not Found", "no such thing", keep));
            case OTHER -> out.write(answer("200 OK", "wrong", keep));
            case GIBBERISH -> out.write("what?\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            case SLOW -> {
                try {
                    socket.setSoTimeout(400);
                    in.readLine();
                } catch (java.net.SocketTimeoutException late) {
                    socket.setSoTimeout(0);
                    out.write(answer("200 OK", body, keep));
                }
            }
        }
        return keep && (now == Way.ANSWER || now == Way.CHUNKED || now == Way.SLOW);
    }

    private static byte[] answer(String status, String body, boolean keep) {
        return ("HTTP/1.1 " + status + "\r\nContent-Length: " + body.length()
                        + "\r\nX-Upgrade-Replica: r1\r\nConnection: " + (keep ? "keep-alive" : "close") + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Does this with every request from now on. */
    void does(Way what) {
        way = () -> what;
    }

    /** Asks for each request what to do. */
    void does(Supplier<Way> what) {
        way = what;
    }

    /** Answers this from now on. */
    void says(String what) {
        content = what;
    }

    /** Listens no more. */
    void leave() throws IOException {
        listener.close();
    }

    /** Listens again. */
    void comeBack() {
        listener = listen(port);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        workers.shutdownNow();
    }
}
