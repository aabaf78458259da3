package org.upgradeharness.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.product.Version;

/** The real images: had once, told apart, and published on 127.0.0.1 only. */
class ImagesIT {
    private static final Labels LABELS =
            Labels.of("images-it-" + ProcessHandle.current().pid());
    private static final HostEnvironment ENVIRONMENT = HostEnvironment.current();

    private static final List<String> PROGRESS = new ArrayList<>();
    private static ContainerEngine engine;
    private static ReleaseImages images;
    private static GatewayImage newer;

    @BeforeAll
    static void obtain() {
        engine = ContainerEngine.connect(ENVIRONMENT);
        images = images();
        newer = images.obtain(new ReleaseRequest.Numbered(Version.parse("1.0.0")));
    }

    @AfterAll
    static void sweep() {
        new Sweep(engine).run(LABELS);
    }

    @Test
    void tellsTwoReleasesApartAndHasThemTheSecondTime() {
        GatewayImage older = images.obtain(new ReleaseRequest.Numbered(Version.parse("1.0.0rc1")));
        assertThat(older.id()).isNotEqualTo(newer.id());
        assertThat(older.version()).hasToString("1.0.0rc1");
        assertThat(older.heads()).hasSize(1).isNotEqualTo(newer.heads());
        PROGRESS.clear();
        GatewayImage again = images().obtain(new ReleaseRequest.Numbered(Version.parse("1.0.0rc1")));
        assertThat(again.id()).isEqualTo(older.id());
        assertThat(again.source()).isEqualTo(ImageSource.LOCAL);
        assertThat(PROGRESS).isEmpty();
    }

    @Test
    void runsAsSomebodyWhoMayWriteWhereItStandsAndKnowsNothingOfTheBuild() {
        if (newer.name().startsWith("upgrade-harness/")) {
            assertThat(said("id -u; pwd; test -w . && test -z \"$(ls -A)\" && echo empty-and-writable;"
                            + " command -v uv; env | grep -E 'CERT|INDEX|proxy'; true"))
                    .containsExactly("1001", "/work", "empty-and-writable");
        }
    }

    /** The engine itself looks: whoever runs in the image may not see into every folder. */
    @Test
    void leavesNothingOfTheBuildInTheImage() {
        if (newer.name().startsWith("upgrade-harness/")) {
            String home = said("echo ~root").findFirst().orElseThrow();
            String id = engine.client()
                    .createContainerCmd(newer.id())
                    .withLabels(LABELS.asMap())
                    .exec()
                    .getId();
            try {
                assertThat(Stream.of(home, "/app", "/build", "/opt/uv", "/app/.cache", home + "/.cache")
                                .filter(path -> isThere(id, path)))
                        .containsExactly(home, "/app");
            } finally {
                engine.client().removeContainerCmd(id).withForce(true).exec();
            }
        }
    }

    private Stream<String> said(String script) {
        return new OneOff(engine, LABELS)
                .run(OneOff.Task.offline(newer.id(), List.of("sh", "-c", script))).output().lines().stream();
    }

    private boolean isThere(String container, String path) {
        try (InputStream archive =
                engine.client().copyArchiveFromContainerCmd(container, path).exec()) {
            return archive.read() >= 0;
        } catch (NotFoundException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void namesTheNearestReleasesForOneThatIsNot() {
        assertThatThrownBy(() -> images.obtain(new ReleaseRequest.Numbered(Version.parse("1.0.0b7"))))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("There is no release 1.0.0b7")
                .hasMessageContaining("1.0.0b2, 1.0.0rc1");
    }

    @Test
    void startsPostgresWithItsDatabaseAndPassword() throws SQLException {
        PostgresImage image = PostgresImages.of(engine, Workshop.FIXTURES, LABELS, ENVIRONMENT, PROGRESS::add)
                .obtain();
        String password = "it's \\ \"secret\"";
        try (GenericContainer<?> postgres = LABELS.own(new GenericContainer<>(DockerImageName.parse(image.id())))
                .withExposedPorts(5432)
                .withEnv(Map.of("POSTGRES_USER", "judge", "POSTGRES_PASSWORD", password, "POSTGRES_DB", "store"))
                .waitingFor(Wait.forListeningPort())) {
            postgres.start();
            assertPublishedOnLoopbackOnly(postgres.getContainerId());
            String url = "jdbc:postgresql://127.0.0.1:" + postgres.getMappedPort(5432) + "/store";
            try (Connection connection = DriverManager.getConnection(url, "judge", password);
                    ResultSet rows = connection
                            .createStatement()
                            .executeQuery("select current_setting('fsync'), current_setting('server_version')")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("on");
                assertThat(rows.getString(2)).startsWith(image.version());
            }
            assertThatThrownBy(() -> DriverManager.getConnection(url, "judge", "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    private static void assertPublishedOnLoopbackOnly(String id) {
        List<ContainerPort> published = engine.client().listContainersCmd().exec().stream()
                .filter(container -> container.getId().equals(id))
                .flatMap(container -> List.of(container.getPorts()).stream())
                .filter(port -> port.getPublicPort() != null)
                .toList();
        assertThat(published).hasSize(1).allMatch(port -> "127.0.0.1".equals(port.getIp()));
    }

    private static ReleaseImages images() {
        return ReleaseImages.of(engine, Workshop.contextForge(), Workshop.FIXTURES, LABELS, ENVIRONMENT, PROGRESS::add);
    }
}
