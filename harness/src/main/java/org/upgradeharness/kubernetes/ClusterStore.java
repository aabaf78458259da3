package org.upgradeharness.kubernetes;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreAddress;
import org.upgradeharness.store.StoreReader;

/** The store in the PostgreSQL of a namespace. */
public final class ClusterStore {
    private static final String SERVER = "postgres";
    private static final String PORT = "5432";
    private static final Duration RESTORE = Duration.ofMinutes(2);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final String INSIDE = "/tmp/backup.pgdump";

    private ClusterStore() {}

    /**
     * Restores a backup into its one database, and waits until that can be read from here.
     *
     * @param user the role, which is the database's name too
     * @throws BrokenEnvironment if that fails
     */
    public static Store restored(OwnNamespace namespace, Path backup, String user, String password) {
        String pod = namespace.pods(SERVER).stream()
                .findFirst()
                .orElseThrow(() -> new BrokenEnvironment("There is no pod of PostgreSQL in " + namespace.name() + "."))
                .getMetadata()
                .getName();
        namespace.upload(pod, backup, INSIDE);
        OwnNamespace.Executed done = namespace.execute(
                pod,
                RESTORE,
                "sh",
                "-c",
                "exec pg_restore --exit-on-error --no-owner"
                        + " --dbname=\"postgresql://$POSTGRES_USER:$POSTGRES_PASSWORD@127.0.0.1/$POSTGRES_DB\" "
                        + INSIDE);
        if (done.exit() != 0) {
            throw new BrokenEnvironment("pg_restore in " + namespace.name() + " ended with " + done.exit() + ": "
                    + done.error().strip());
        }
        InetSocketAddress outside = namespace.service(SERVER);
        String jdbc = "jdbc:postgresql://" + outside.getAddress().getHostAddress() + ":" + outside.getPort() + "/"
                + user + "?ApplicationName=upgrade-harness";
        Store store = new Store(
                namespace.name(),
                new StoreAddress(Engine.POSTGRES, jdbc, user, password),
                Map.of("user", user, "password", password, "host", SERVER, "port", PORT, "database", user),
                Map.of());
        awaitReadable(store);
        return store;
    }

    /** A Service answers a second after its pod. */
    private static void awaitReadable(Store store) {
        try {
            Awaitility.await(store + " to be readable")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(200))
                    .atMost(ANSWER)
                    .ignoreExceptionsInstanceOf(BrokenEnvironment.class)
                    .until(() -> {
                        try (StoreReader reader = StoreReader.open(store.address())) {
                            return !reader.catalogue().tables().isEmpty();
                        }
                    });
        } catch (ConditionTimeoutException e) {
            throw new BrokenEnvironment(
                    "The restored " + store + " cannot be read at " + store.address() + " within " + ANSWER.toSeconds()
                            + " s; where the cluster's node has another address, give it with --kube-node-address.",
                    e);
        }
    }
}
