package org.upgradeharness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.docker.ContainerEngine;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.docker.GatewayImage;
import org.upgradeharness.docker.Labels;
import org.upgradeharness.docker.PostgresImages;
import org.upgradeharness.docker.ReleaseImages;
import org.upgradeharness.docker.ReleaseRequest;
import org.upgradeharness.docker.RunFolder;
import org.upgradeharness.docker.Sandbox;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.gateway.Transcript;
import org.upgradeharness.judge.VersionJudge;
import org.upgradeharness.migrate.MigrationOutcome;
import org.upgradeharness.migrate.Migrator;
import org.upgradeharness.product.Product;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.PostgresServer;
import org.upgradeharness.store.SqliteStores;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.store.StoreServer;

/** What the reference gateway must do itself, so that a planted defect is a difference: start together, stop cleanly. */
class ReferenceGatewayIT {
    private static final FixtureSource FIXTURES = FixtureSource.folder(Path.of("..", "fixtures"));
    private static final Product PRODUCT =
            LoadedProduct.read(FIXTURES, "reference").product();
    private static final Secrets SECRETS = new Secrets();
    private static final Labels LABELS = Labels.of("test-" + Long.toString(System.nanoTime(), 36));

    private static RunFolder files;
    private static Sandbox sandbox;
    private static ReleaseImages images;
    private static Map<Engine, StoreServer> servers;

    @BeforeAll
    static void open() {
        ContainerEngine engine = ContainerEngine.connect(HostEnvironment.current());
        HostEnvironment environment = HostEnvironment.current();
        images = ReleaseImages.of(engine, PRODUCT, FIXTURES, LABELS, environment, line -> {});
        files = RunFolder.open(LABELS);
        sandbox = new Sandbox(LABELS.runId(), LABELS.asMap());
        String postgres = PostgresImages.of(engine, FIXTURES, LABELS, environment, line -> {})
                .obtain()
                .id();
        servers = Map.of(
                Engine.POSTGRES,
                PostgresServer.start(sandbox, postgres, SECRETS.named("postgres", 32)),
                Engine.SQLITE,
                new SqliteStores(files.folder("sqlite")));
    }

    @AfterAll
    static void close() {
        sandbox.close();
        files.close();
    }

    private static GatewayImage image(String release) {
        return images.obtain(new ReleaseRequest.Numbered(Version.parse(release)));
    }

    private static Map<String, String> environment(Store store, String release) {
        Version version = Version.parse(release);
        Map<String, String> settings = new HashMap<>(PRODUCT.settings(version));
        PRODUCT.secrets().forEach((name, length) -> settings.put(name, SECRETS.named(name, length)));
        settings.put("DATABASE_URL", store.url(PRODUCT.databaseUrl(store.engine(), version)));
        return settings;
    }

    private static Gateway start(String name, Store store, String release) {
        return Gateway.start(
                sandbox,
                name,
                image(release).id(),
                PRODUCT.start(),
                environment(store, release),
                store,
                Transcript.NONE);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void replicasThatStartTogetherMigrateOnce(Engine engine) {
        Store store = servers.get(engine).empty("together");
        MigrationOutcome migrated = new Migrator(
                        sandbox, image("0.9.0").id(), PRODUCT.migrators().get("bootstrap"))
                .run("old-" + engine.id(), environment(store, "0.9.0"), store);
        assertThat(migrated.succeeded()).as(migrated.words()).isTrue();
        List<Gateway> replicas = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            replicas.add(start("replica-" + engine.id() + "-" + i, store, "1.1.0"));
        }
        for (Gateway replica : replicas) {
            replica.awaitReady();
            assertThat(replica.log()).as(replica.name()).isEmpty();
        }
        try (StoreReader reader = StoreReader.open(store.address())) {
            assertThat(VersionJudge.judge(reader, image("1.1.0").heads().get(0)))
                    .isEmpty();
            assertThat(reader.count("roles")).as("built-in roles are made once").isEqualTo(3);
        }
        replicas.forEach(replica -> assertThat(replica.stop()).isTrue());
    }

    /** A request is in flight when a later one was answered: connections are taken in the order in which they came. */
    @Test
    void finishesWhatItBeganAndTakesNothingNew() throws Exception {
        Store store = servers.get(Engine.SQLITE).empty("drained");
        Upstream upstream = Upstream.start(
                sandbox,
                image("1.0.0").id(),
                PRODUCT.image().python(),
                FIXTURES.read("images/upstream/server.py"),
                files.folder("upstream"),
                SECRETS);
        try (Gateway gateway = start("drained", store, "1.0.0")) {
            gateway.awaitReady();
            Api admin = administrator(gateway.api());
            Map<String, Object> peer =
                    Map.of("name", "alpha", "url", upstream.insideUrl() + "/alpha/mcp", "transport", "STREAMABLEHTTP");
            assertThat(admin.post("/gateways", peer).ok()).isTrue();
            try (Socket slow = send(
                    admin,
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                            + "{\"name\":\"alpha-alpha-wait\",\"arguments\":{\"seconds\":4}}}")) {
                assertThat(admin.get("/tools").ok()).isTrue();
                CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> whole(slow));
                CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(gateway::stop);
                Awaitility.await("new requests to be refused")
                        .atMost(Duration.ofSeconds(3))
                        .until(() -> admin.get("/health").status() == 0);
                assertThat(answer).as("the slow call is still under way").isNotDone();
                assertThat(answer.get(30, TimeUnit.SECONDS))
                        .startsWith("HTTP/1.1 200")
                        .contains("waited 4 s");
                assertThat(stopped.get(60, TimeUnit.SECONDS))
                        .as("it ends by itself")
                        .isTrue();
            }
        }
    }

    /** Asked by another client than our own, so that a mistake of ours in reading does not confirm itself. */
    @Test
    void isSeenInTheSameWayByAnotherClient() {
        Store store = servers.get(Engine.SQLITE).empty("second-opinion");
        try (Gateway gateway = start("second-opinion", store, "1.0.0")) {
            gateway.awaitReady();
            Api admin = administrator(gateway.api());
            RequestSpecification other =
                    RestAssured.given().baseUri(gateway.api().base());
            other.get("/health").then().statusCode(200).body("status", is("healthy"));
            other.get("/tools")
                    .then()
                    .statusCode(admin.as("nobody", "no token").get("/tools").status());
            RequestSpecification known = other.auth().oauth2(admin.token());
            Map<String, Object> team = Map.of("name", "seen-by-two");
            assertThat(admin.post("/teams/", team).ok()).isTrue();
            assertThat(known.get("/teams/")
                            .then()
                            .statusCode(200)
                            .extract()
                            .jsonPath()
                            .getList("teams.name"))
                    .contains("seen-by-two");
            assertThat(known.get("/openapi.json").jsonPath().getMap("paths").keySet())
                    .hasSize(admin.get("/openapi.json").body().path("paths").size());
        }
    }

    private static Api administrator(Api anonymous) {
        String email = PRODUCT.settings(Version.parse("1.0.0")).get("PLATFORM_ADMIN_EMAIL");
        String password = SECRETS.named("PLATFORM_ADMIN_PASSWORD", 28);
        JsonNode login = anonymous
                .post("/auth/login", Map.of("email", email, "password", password))
                .body();
        return anonymous.as(email, login.path("access_token").asText());
    }

    private static Socket send(Api api, String body) throws IOException {
        URI address = URI.create(api.base());
        Socket socket = new Socket(address.getHost(), address.getPort());
        String head = "POST /rpc HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer " + api.token() + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    private static String whole(Socket socket) {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
