package org.upgradeharness.judge;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.docker.ContainerEngine;
import org.upgradeharness.docker.ContainerSpec;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.docker.Labels;
import org.upgradeharness.docker.LiveContainer;
import org.upgradeharness.docker.PostgresImages;
import org.upgradeharness.docker.Sandbox;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.StoreAddress;

/** A PostgreSQL server of a test's own. */
final class OwnPostgres implements AutoCloseable {
    static final String USER = "judge";

    private final String password = new Secrets().named("judge", 32);
    private final AtomicInteger copies = new AtomicInteger();
    private final Sandbox sandbox;
    private final LiveContainer server;

    OwnPostgres(String name) {
        Labels labels = Labels.of(name + "-" + Long.toString(System.nanoTime(), 36));
        HostEnvironment environment = HostEnvironment.current();
        String image = PostgresImages.of(
                        ContainerEngine.connect(environment),
                        FixtureSource.folder(Path.of("..", "fixtures")),
                        labels,
                        environment,
                        line -> {})
                .obtain()
                .id();
        sandbox = new Sandbox(labels.runId(), labels.asMap());
        server = sandbox.start(new ContainerSpec(
                "postgres",
                image,
                List.of(),
                Map.of("POSTGRES_USER", USER, "POSTGRES_PASSWORD", password, "POSTGRES_DB", "before"),
                Map.of(),
                5432));
        Awaitility.await("PostgreSQL to answer")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(() -> {
                    execute(address("before"), "SELECT 1");
                    return true;
                });
    }

    LiveContainer server() {
        return server;
    }

    StoreAddress address(String database) {
        return new StoreAddress(
                Engine.POSTGRES,
                "jdbc:postgresql://127.0.0.1:" + server.publishedPort() + "/" + database,
                USER,
                password);
    }

    /** A copy of database {@code before}, which nobody may be connected to. */
    StoreAddress copy(String name) throws SQLException {
        execute(
                address("template1"),
                "DROP DATABASE IF EXISTS " + name,
                "CREATE DATABASE " + name + " TEMPLATE before");
        return address(name);
    }

    /** One more copy of it, under a name of its own. */
    StoreAddress oneMore() {
        try {
            return copy("copy" + copies.incrementAndGet());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    static void execute(StoreAddress address, String... statements) throws SQLException {
        try (Connection c = address.user().isEmpty()
                        ? DriverManager.getConnection(address.jdbcUrl())
                        : DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement s = c.createStatement()) {
            for (String statement : statements) {
                s.execute(statement);
            }
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
