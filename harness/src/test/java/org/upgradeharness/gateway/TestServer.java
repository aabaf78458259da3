package org.upgradeharness.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small HTTP server on 127.0.0.1: what it answers is said before; what was asked is written down. */
public final class TestServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** Starts it; it answers 404 to everything. */
    public TestServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(pool);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Answers a path so from now on. */
    public TestServer answer(String path, int status, String body) {
        replies.put(path, exchange -> send(exchange, status, body));
        return this;
    }

    /** Answers a path so once, and otherwise from then on. */
    public TestServer answerThen(String path, String first, String then) {
        replies.put(path, exchange -> {
            answer(path, 200, then);
            send(exchange, 200, first);
        });
        return this;
    }

    /** Never answers a path. */
    public TestServer hang(String path) {
        replies.put(path, exchange -> {});
        return this;
    }

    /** Answers a path only when it is asked for the second time. */
    public TestServer answerAtSecond(String path, int status, String body) {
        replies.put(path, first -> answer(path, status, body));
        return this;
    }

    /** Breaks the connection instead of answering a path. */
    public TestServer breakOff(String path) {
        replies.put(path, HttpExchange::close);
        return this;
    }

    /** Begins a stream of server-sent events at a path, and never ends it. */
    public TestServer stream(String path) {
        replies.put(path, exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
        });
        return this;
    }

    /** Its address. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Everything that was asked, as {@code METHOD /path}. */
    public List<String> asked() {
        return asked.stream().map(a -> a.method() + " " + a.path()).toList();
    }

    /** The bodies that were sent. */
    public List<String> bodies() {
        return asked.stream().map(Asked::body).filter(b -> !b.isEmpty()).toList();
    }

    /** Who asked for a path. */
    public List<String> tokens(String path) {
        return asked.stream()
                .filter(a -> a.path().equals(path))
                .map(Asked::token)
                .toList();
    }

    /** The values of a header with which a path was asked for. */
    public List<String> headers(String path, String name) {
        return asked.stream()
                .filter(a -> a.path().equals(path))
                .flatMap(a -> a.headers().getOrDefault(name, List.of()).stream())
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        asked.add(new Asked(
                exchange.getRequestMethod(),
                path,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "nobody"),
                Map.copyOf(exchange.getRequestHeaders())));
        replies.getOrDefault(path, e -> send(e, 404, "{\"detail\":\"Not Found\"}"))
                .to(exchange);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        // As uvicorn does when it is asked to; otherwise the client keeps a connection that is closed under it.
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        pool.shutdownNow();
    }

    private interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    private record Asked(String method, String path, String body, String token, Map<String, List<String>> headers) {}
}
