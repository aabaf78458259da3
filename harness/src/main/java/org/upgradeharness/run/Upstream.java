package org.upgradeharness.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.docker.ContainerSpec;
import org.upgradeharness.docker.LiveContainer;
import org.upgradeharness.docker.Sandbox;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.gateway.Transcript;

/** The server that the gateways of a run have as a peer: a real MCP server per name, a REST service and an agent. */
final class Upstream {
    private static final String ALIAS = "upstream";
    private static final int PORT = 9000;
    private static final Duration START = Duration.ofSeconds(60);

    private final LiveContainer container;
    private final Map<String, String> secrets;
    private final Map<String, String> environment;
    private boolean answered;

    private Upstream(LiveContainer container, Map<String, String> secrets, Map<String, String> environment) {
        this.container = container;
        this.secrets = secrets;
        this.environment = Map.copyOf(environment);
    }

    /** Starts it; whoever needs its address waits until it answers. */
    static Upstream start(Sandbox sandbox, String image, String python, byte[] program, Path folder, Secrets secrets) {
        Map<String, String> credentials = new TreeMap<>();
        for (String peer : List.of("beta", "gamma", "delta", "epsilon", "oauth")) {
            credentials.put(peer, secrets.fresh(32));
        }
        String basic = java.util.Base64.getEncoder()
                .encodeToString(
                        ("upgrade:" + credentials.get("gamma")).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        secrets.register(basic);
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("UPSTREAM_NAMES", "alpha,beta,gamma,delta,epsilon,omega,second,third,fourth");
        environment.put("UPSTREAM_BETA_REQUIRE", "Authorization: Bearer " + credentials.get("beta"));
        environment.put("UPSTREAM_GAMMA_REQUIRE", "Authorization: Basic " + basic);
        environment.put("UPSTREAM_DELTA_REQUIRE", "X-Api-Key: " + credentials.get("delta"));
        environment.put("UPSTREAM_EPSILON_REQUIRE", "Authorization: Bearer " + credentials.get("epsilon"));
        environment.put("UPSTREAM_OAUTH_SECRET", credentials.get("oauth"));
        environment.put("UPSTREAM_OAUTH_TOKEN", credentials.get("epsilon"));
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path file = Files.write(folder.resolve("server.py"), program);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw new BrokenEnvironment("The upstream server's program cannot be written: " + e.getMessage(), e);
        }
        LiveContainer container = sandbox.start(new ContainerSpec(
                ALIAS, image, List.of(python, "/upstream/server.py"), environment, Map.of("/upstream", folder), PORT));
        return new Upstream(container, credentials, environment);
    }

    private synchronized void awaitAnswer() {
        if (answered) {
            return;
        }
        try {
            Awaitility.await("the upstream server to answer")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(START)
                    .until(() -> {
                        if (!container.running()) {
                            throw new BrokenEnvironment(
                                    "The upstream server died; its last lines: " + container.tail(8));
                        }
                        return Api.anonymous("http://127.0.0.1:" + container.publishedPort(), Transcript.NONE)
                                        .post("/rest/echo", Map.of("text", "hello"))
                                        .status()
                                == 200;
                    });
            answered = true;
        } catch (ConditionTimeoutException e) {
            throw new BrokenEnvironment(
                    "The upstream server did not answer within " + START.toSeconds() + " s; its last lines: "
                            + container.tail(8),
                    e);
        }
    }

    /** The credentials that its guarded peers ask for, by peer. */
    Map<String, String> secrets() {
        return secrets;
    }

    /** Its environment: another one that is started with it asks for the same credentials. */
    Map<String, String> environment() {
        return environment;
    }

    /**
     * Its address on the run's network, once it answers.
     *
     * @throws BrokenEnvironment if it dies or does not answer within 60 s
     */
    String insideUrl() {
        awaitAnswer();
        return "http://" + ALIAS + ":" + PORT;
    }
}
