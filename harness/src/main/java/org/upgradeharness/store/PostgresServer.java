package org.upgradeharness.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.docker.ContainerSpec;
import org.upgradeharness.docker.LiveContainer;
import org.upgradeharness.docker.Sandbox;

/**
 * One PostgreSQL server of a run, in a container; every store is a database of it. {@code fsync} stays on: a harness
 * that interrupts migrations must not judge what a lying disk kept.
 */
public final class PostgresServer implements StoreServer {
    private static final String ALIAS = "postgres";
    private static final int PORT = 5432;
    private static final String ADMINISTRATOR = "harness";
    /** Owns every store, and is no superuser: databases that somebody else runs for people give them none. */
    private static final String OWNER = "gateway";

    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final Duration RECOVERY = Duration.ofSeconds(30);
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration READERS = Duration.ofSeconds(20);

    /** PostgreSQL's own word for what somebody is connected to. */
    private static final String IN_USE = "55006";

    private static final String OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND backend_type = 'client backend' AND pid <> pg_backend_pid()";
    private static final String TRANSACTIONS =
            OTHERS.replace("count(*)", "pid || ' ' || xact_start") + " AND xact_start IS NOT NULL";

    private final LiveContainer container;
    private final String password;
    private final int publishedPort;
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    private PostgresServer(LiveContainer container, String password) {
        this.container = container;
        this.password = password;
        this.publishedPort = container.publishedPort();
    }

    /**
     * Starts the server and waits until it accepts a connection.
     *
     * @param sandbox where it runs
     * @param image a PostgreSQL image that understands {@code POSTGRES_USER} and {@code POSTGRES_PASSWORD}
     * @param password the role's password
     * @throws BrokenEnvironment if it dies or does not answer within 60 s
     */
    public static PostgresServer start(Sandbox sandbox, String image, String password) {
        LiveContainer container = sandbox.start(new ContainerSpec(
                ALIAS,
                image,
                List.of(),
                Map.of("POSTGRES_USER", ADMINISTRATOR, "POSTGRES_PASSWORD", password, "POSTGRES_DB", ADMINISTRATOR),
                Map.of(),
                PORT));
        PostgresServer server = new PostgresServer(container, password);
        server.awaitAnswer();
        server.asAdmin("CREATE ROLE " + OWNER + " LOGIN CREATEROLE PASSWORD '" + password.replace("'", "''") + "'");
        return server;
    }

    private void awaitAnswer() {
        try {
            Awaitility.await("PostgreSQL to answer")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(START)
                    .until(() -> {
                        if (!container.running()) {
                            throw new BrokenEnvironment(
                                    "The PostgreSQL container died at its start; its last lines: " + container.tail(8));
                        }
                        return answers();
                    });
        } catch (ConditionTimeoutException e) {
            throw new BrokenEnvironment(
                    "PostgreSQL did not answer within " + START.toSeconds() + " s; its last lines: "
                            + container.tail(8),
                    e);
        }
    }

    /**
     * A real query over TCP: the official image starts a first server, for its set-up, that listens on no port of the
     * network, so that an answer here is the second one's.
     */
    private boolean answers() {
        try (Connection c = admin();
                Statement s = c.createStatement()) {
            return s.execute("select 1");
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public Engine engine() {
        return Engine.POSTGRES;
    }

    @Override
    public String version() {
        try (Connection c = admin()) {
            return c.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new BrokenEnvironment("PostgreSQL does not tell its version: " + e.getMessage(), e);
        }
    }

    @Override
    public Store empty(String name) {
        create(name, "CREATE DATABASE \"" + name + "\" OWNER " + OWNER + " TEMPLATE template0 ENCODING 'UTF8'");
        return store(name);
    }

    @Override
    public Store copy(Store source, String name) {
        claim(name);
        fill(name, source);
        return store(name);
    }

    private void fill(String name, Store source) {
        String sql = "CREATE DATABASE \"" + name + "\" OWNER " + OWNER + " TEMPLATE \"" + source.name() + "\"";
        try {
            // Another case may read the store at this moment, and PostgreSQL copies only what nobody is connected to.
            Awaitility.await("readers of " + source.name() + " to have finished")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(READERS)
                    .until(() -> unlessInUse(sql));
        } catch (ConditionTimeoutException e) {
            throw new BrokenEnvironment(
                    "The store " + source.name() + " cannot be copied: somebody has been connected to it for "
                            + READERS.toSeconds() + " s.",
                    e);
        }
    }

    private boolean unlessInUse(String sql) {
        try (Connection c = admin();
                Statement s = c.createStatement()) {
            s.execute(sql);
            return true;
        } catch (SQLException e) {
            if (IN_USE.equals(e.getSQLState())) {
                return false;
            }
            throw new BrokenEnvironment("PostgreSQL refused: " + sql + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void renew(Store store, Store source) {
        asAdmin("DROP DATABASE \"" + store.name() + "\"");
        fill(store.name(), source);
    }

    @Override
    public boolean showsWhatDeathLeaves() {
        return false;
    }

    @Override
    public void renewAsDeathLeaves(Store store, Store source) {
        throw new BrokenEnvironment("What PostgreSQL rolls back after a death is seen after it alone.");
    }

    @Override
    public Optional<String> openTransaction(Store store) {
        try (Connection c = Jdbc.connect(store.address());
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery(TRANSACTIONS)) {
            String one = r.next() ? r.getString(1) : null;
            return r.next() ? Optional.empty() : Optional.ofNullable(one);
        } catch (SQLException e) {
            throw new BrokenEnvironment(
                    "PostgreSQL does not tell what is going on in " + store + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String settled(Store store) {
        try (Connection c = Jdbc.connect(store.address());
                PreparedStatement s = c.prepareStatement(OTHERS)) {
            Awaitility.await(store + " to be left by those who use it")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(SETTLE)
                    .until(() -> {
                        try (ResultSet r = s.executeQuery()) {
                            r.next();
                            return r.getInt(1) == 0;
                        }
                    });
            return PostgresDigest.of(c);
        } catch (ConditionTimeoutException e) {
            throw new BrokenEnvironment(
                    store + " is still in use " + SETTLE.toSeconds() + " s after its migrator ended.", e);
        } catch (SQLException e) {
            throw new BrokenEnvironment("PostgreSQL does not tell who uses " + store + ": " + e.getMessage(), e);
        }
    }

    private void create(String name, String sql) {
        claim(name);
        asAdmin(sql);
    }

    private void claim(String name) {
        if (!names.add(name)) {
            throw new BrokenEnvironment("A PostgreSQL store " + name + " was made twice in one run.");
        }
    }

    private void asAdmin(String sql) {
        try (Connection c = admin();
                Statement s = c.createStatement()) {
            s.execute(sql);
        } catch (SQLException e) {
            throw new BrokenEnvironment("PostgreSQL refused: " + sql + ": " + e.getMessage(), e);
        }
    }

    @Override
    public long change(Store store, String sql) {
        return Jdbc.executeAll(
                new StoreAddress(
                        Engine.POSTGRES, jdbc(store.name()) + "%20-c%20role=" + OWNER, ADMINISTRATOR, password),
                sql);
    }

    @Override
    public void checkpoint() {
        asAdmin("CHECKPOINT");
    }

    @Override
    public void takeAway(Store store) {
        asAdmin("ALTER DATABASE \"" + store.name() + "\" ALLOW_CONNECTIONS false");
        asAdmin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + store.name() + "'");
    }

    @Override
    public void crash(Store store) {
        try (Connection c = Jdbc.connect(store.address());
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery("SELECT pg_backend_pid()")) {
            r.next();
            // The server sees a child of its own die of a signal, trusts its memory no more, and starts anew from its
            // log.
            run("sh", "-c", "kill -9 " + r.getInt(1));
            await("PostgreSQL to crash", () -> !c.isValid(1));
        } catch (SQLException e) {
            throw new BrokenEnvironment("PostgreSQL cannot be crashed: " + e.getMessage(), e);
        }
        await("PostgreSQL to recover", () -> answers(store));
    }

    private static void await(String what, Callable<Boolean> condition) {
        try {
            Awaitility.await(what)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(RECOVERY)
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            throw new BrokenEnvironment("Waited " + RECOVERY.toSeconds() + " s in vain for " + what + ".", e);
        }
    }

    private static boolean answers(Store store) {
        try (Connection c = Jdbc.connect(store.address())) {
            return c.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void giveBack(Store store) {
        asAdmin("ALTER DATABASE \"" + store.name() + "\" ALLOW_CONNECTIONS true");
    }

    @Override
    public Path dump(Store store, Path folder) {
        Path file = folder.resolve(store.name() + ".pgdump");
        run("pg_dump", "--format=custom", "--file=" + inside(file), "--dbname=" + local(store.name()));
        container.copyOut(inside(file), file);
        return file;
    }

    @Override
    public Store restore(Path dump, String name) {
        Store store = empty(name);
        if (!Files.isReadable(dump)) {
            throw new BrokenEnvironment("The backup " + dump + " cannot be read.");
        }
        container.copyIn(dump, inside(dump));
        run("pg_restore", "--exit-on-error", "--no-owner", "--role=" + OWNER, "--dbname=" + local(name), inside(dump));
        return store;
    }

    @Override
    public Store restore(DumpFile dump, Path folder, String name) {
        Store store = empty(name);
        new PostgresRestore(container, this::local, OWNER).run(dump, dump.unpacked(folder), name, version());
        return store;
    }

    private static String inside(Path file) {
        return "/tmp/" + file.getFileName();
    }

    private void run(String... command) {
        LiveContainer.Executed done = container.execute(command);
        if (done.exitCode() != 0) {
            throw new BrokenEnvironment(command[0] + " ended with " + done.exitCode() + ": "
                    + done.error().strip());
        }
    }

    private String local(String database) {
        return "postgresql://" + ADMINISTRATOR + ":" + password + "@127.0.0.1:" + PORT + "/" + database;
    }

    private Connection admin() throws SQLException {
        return DriverManager.getConnection(jdbc(ADMINISTRATOR), ADMINISTRATOR, password);
    }

    /** Questions about the catalogue look dear to the planner; compiling them takes longer than answering. */
    private String jdbc(String database) {
        return "jdbc:postgresql://127.0.0.1:" + publishedPort + "/" + database
                + "?ApplicationName=upgrade-harness&options=-c%20jit=off";
    }

    private Store store(String name) {
        StoreAddress address = new StoreAddress(Engine.POSTGRES, jdbc(name), ADMINISTRATOR, password);
        Map<String, String> places = Map.of(
                "user", OWNER, "password", password, "host", ALIAS, "port", String.valueOf(PORT), "database", name);
        return new Store(name, address, places, Map.of());
    }

    @Override
    public void close() {
        container.close();
    }
}
