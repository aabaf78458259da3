package org.upgradeharness.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real container registry on 127.0.0.1, with its images in a folder of a test. */
final class TestRegistry implements AutoCloseable {
    private final Process process;
    private final String host;

    private TestRegistry(Process process, String host) {
        this.process = process;
        this.host = host;
    }

    static TestRegistry start(Path folder) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config = Files.writeString(folder.resolve("registry.yml"), """
                version: 0.1
                log: {level: error}
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: "127.0.0.1:%d"}
                """.formatted(folder.resolve("images"), port));
        Process process = new ProcessBuilder(program().toString(), "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("registry.log").toFile())
                .start();
        String host = "127.0.0.1:" + port;
        Awaitility.await("the registry answers")
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    // Each look is a new one: an answer is remembered for a run.
                    com.github.dockerjava.api.model.Info nothing = new com.github.dockerjava.api.model.Info();
                    return new RegistryReach(nothing)
                            .problem(ImageName.parse(host + "/x"))
                            .isEmpty();
                });
        return new TestRegistry(process, host);
    }

    String host() {
        return host;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static Path program() {
        Path ours = Path.of("..", ".upgrade", "tools", "usr", "bin", "docker-registry");
        return Stream.concat(
                        Stream.of(ours.toAbsolutePath().normalize()),
                        List.of(System.getenv("PATH").split(":")).stream()
                                .map(folder -> Path.of(folder, "docker-registry")))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new UncheckedIOException(new IOException(
                        "docker-registry is not here: start the tests with ./upgrade test, which gets it")));
    }
}
