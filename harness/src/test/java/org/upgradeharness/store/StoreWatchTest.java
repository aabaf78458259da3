package org.upgradeharness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.config.BrokenEnvironment;

class StoreWatchTest {
    @TempDir
    Path folder;

    @Test
    void seesTheRoomAndTheTransactionThatKeepsAJournal() throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("a.db");
        StoreAddress address = new StoreAddress(Engine.SQLITE, url, "", "");
        try (Connection c = DriverManager.getConnection(url);
                Statement s = c.createStatement()) {
            s.execute("CREATE TABLE t (x TEXT)");
            StoreWatch watch = StoreWatch.start(address);
            c.setAutoCommit(false);
            s.execute("INSERT INTO t VALUES (zeroblob(3000000))");
            int before = watch.looks();
            Awaitility.await("two looks").atMost(Duration.ofSeconds(10)).until(() -> watch.looks() > before + 2);
            c.commit();
            StoreWatch.Seen seen = watch.end();
            assertThat(seen.lock()).contains("rollback journal");
            assertThat(seen.lockSeconds()).isPositive();
            assertThat(seen.peakBytes()).isGreaterThan(8192);
        }
    }

    @Test
    void whatCannotBeWatchedIsBroken() {
        StoreAddress nobody = new StoreAddress(Engine.POSTGRES, "jdbc:postgresql://127.0.0.1:1/none", "u", "p");
        assertThatThrownBy(() -> StoreWatch.start(nobody).end())
                .isInstanceOf(BrokenEnvironment.class)
                .hasMessageContaining("could not be watched");
    }
}
