package org.upgradeharness.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.docker.ContainerEngine;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.docker.Labels;
import org.upgradeharness.docker.PostgresImages;
import org.upgradeharness.docker.Sandbox;
import org.upgradeharness.product.MigratorSpec;
import org.upgradeharness.store.LockWait;
import org.upgradeharness.store.PostgresServer;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;

/** A migrator that will not end is ended, and its outcome says what it waited for; {@code psql} stands for one. */
class MigratorIT {
    private static final Labels LABELS = Labels.of("test-" + Long.toString(System.nanoTime(), 36));
    private static final String ADD = "ALTER TABLE tools ADD COLUMN title text";

    private static Sandbox sandbox;
    private static PostgresServer server;
    private static String image;

    @BeforeAll
    static void open() {
        HostEnvironment environment = HostEnvironment.current();
        image = PostgresImages.of(
                        ContainerEngine.connect(environment),
                        FixtureSource.folder(Path.of("..", "fixtures")),
                        LABELS,
                        environment,
                        line -> {})
                .obtain()
                .id();
        sandbox = new Sandbox(LABELS.runId(), LABELS.asMap());
        server = PostgresServer.start(sandbox, image, new Secrets().named("postgres", 32));
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    private static MigrationOutcome migrate(Store store, String sql, int seconds) {
        String url = store.url("postgresql://{user}:{password}@{host}:{port}/{database}");
        MigratorSpec spec = new MigratorSpec("add a column", List.of("psql", url, "-c", sql), seconds, List.of());
        return new Migrator(sandbox, image, spec, Duration.ofSeconds(2)).run("migrator", Map.of(), store);
    }

    private static Store withTools(String name) {
        Store store = server.empty(name);
        server.execute(store, "CREATE TABLE tools (id integer PRIMARY KEY)");
        return store;
    }

    @Test
    void whoeverWaitsForALockIsEndedAndNamesWhoHoldsIt() throws SQLException {
        Store store = withTools("locked");
        try (Connection people = DriverManager.getConnection(
                        store.address().jdbcUrl(),
                        store.address().user(),
                        store.address().password());
                Statement reading = people.createStatement()) {
            people.setAutoCommit(false);
            reading.execute("SELECT count(*) FROM tools");

            MigrationOutcome outcome = migrate(store, ADD, 60);

            assertThat(outcome.succeeded()).isFalse();
            assertThat(outcome.end())
                    .contains("for a lock, to do \"" + ADD + "\"")
                    .contains("idle in transaction")
                    .contains("SELECT count(*) FROM tools")
                    .endsWith("and was killed");
            assertThat(LockWait.longest(store.address(), "127.0.0.1")).isEmpty();
            // Nobody queues behind what was ended: the table can be read anew while the first reader still stays.
            try (StoreReader reader = StoreReader.open(store.address())) {
                assertThat(reader.count("tools")).isZero();
            }
        }
    }

    @Test
    void whoeverDoesNotEndInTimeIsEnded() {
        MigrationOutcome outcome = migrate(withTools("slow"), "SELECT pg_sleep(120)", 3);
        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.end()).isEqualTo("it did not end within 3 s, and was killed");
    }

    @Test
    void whoeverEndsByItselfTellsItsExitCode() {
        assertThat(migrate(withTools("well"), ADD, 60).succeeded()).isTrue();
        assertThat(migrate(server.empty("ill"), ADD, 60).end()).isEqualTo("exit code 1");
    }
}
