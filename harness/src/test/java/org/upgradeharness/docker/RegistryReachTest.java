package org.upgradeharness.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Info;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryReachTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final RegistryReach reach = new RegistryReach(new Info());
    private HttpServer server;
    private int status = 200;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v2/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void triesCandidatesInTheirOrderUntilOneIsThere() {
        FakeImages images = new FakeImages(Set.of(name("two"), name("three")));
        Pull.Outcome outcome =
                new Pull(images, reach, line -> {}).first(List.of(name("one"), name("two"), name("three")));
        assertThat(outcome).isEqualTo(new Pull.Got(name("two"), "sha256:two"));
        assertThat(images.pulled).containsExactly(name("one"), name("two"));
    }

    @Test
    void asksARegistryOnceHoweverManyImagesItHas() {
        new Pull(new FakeImages(Set.of()), reach, line -> {}).first(List.of(name("one"), name("two")));
        reach.problem(ImageName.parse(name("three")));
        assertThat(asked).hasValue(1);
    }

    @Test
    void takesAnAnswerThatAsksForALoginAsAnAnswer() {
        status = 401;
        assertThat(reach.problem(ImageName.parse(name("x")))).isEmpty();
    }

    @Test
    void doesNotTakeAnyAnswerForARegistry() {
        status = 503;
        FakeImages images = new FakeImages(Set.of(name("one")));
        Pull.Outcome outcome = new Pull(images, reach, line -> {}).first(List.of(name("one"), name("two")));
        assertThat(outcome)
                .isEqualTo(new Pull.Missing("registry " + host() + " answered 503 instead of 200 or 401", false));
        assertThat(images.pulled).isEmpty();
    }

    @Test
    void saysOfEachCandidateWhyItWasNotTaken() {
        Pull.Outcome outcome = new Pull(new FakeImages(Set.of()), reach, line -> {}).first(List.of(name("one")));
        assertThat(outcome).isEqualTo(new Pull.Missing(name("one") + ": the registry has no such tag", true));
    }

    @Test
    void findsOutWithinSecondsThatARegistryIsSilent() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Instant start = Instant.now();
            Optional<String> problem = reach.problem(ImageName.parse("127.0.0.1:" + silent.getLocalPort() + "/a:b"));
            assertThat(problem).hasValueSatisfying(p -> assertThat(p).contains("no answer within 5 s"));
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(7));
        }
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        assertThat(reach.problem(ImageName.parse("127.0.0.1:" + port + "/a:b")))
                .hasValueSatisfying(p -> assertThat(p).contains("cannot be reached"));
    }

    private String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private String name(String tag) {
        return host() + "/gateway:" + tag;
    }

    private static final class FakeImages implements Pull.Images {
        private final Set<String> published;
        private final List<String> pulled = new ArrayList<>();

        FakeImages(Set<String> published) {
            this.published = published;
        }

        @Override
        public Optional<String> local(String name) {
            return pulled.contains(name) && published.contains(name)
                    ? Optional.of("sha256:" + ImageName.parse(name).tag())
                    : Optional.empty();
        }

        @Override
        public Optional<String> pull(String name) {
            pulled.add(name);
            return published.contains(name) ? Optional.empty() : Optional.of("manifest unknown: manifest unknown");
        }
    }
}
