package org.upgradeharness.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreServer;

/**
 * The store of a running release is away for a moment: whoever asks whether the release is well must be told that it is not,
 * and must be told that it is when the store is back.
 */
final class Outage {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Gateway gateway;
    private final StoreServer server;
    private final Store store;

    Outage(Gateway gateway, StoreServer server, Store store) {
        this.gateway = gateway;
        this.server = server;
        this.store = store;
    }

    List<Finding> judge() {
        List<Finding> findings = new ArrayList<>();
        server.takeAway(store);
        try {
            if (!within("readiness to be denied", () -> gateway.claimsReady().isEmpty())) {
                gateway.claimsReady()
                        .forEach(path -> findings.add(Finding.of(
                                Severity.ERROR,
                                Kind.NOT_SERVING,
                                "GET " + path,
                                "while the database is away",
                                "not ready",
                                "ready")));
            }
        } finally {
            server.giveBack(store);
        }
        if (!within("readiness to return", () -> gateway.claimsReady().size() == gateway.probes())) {
            findings.add(Finding.of(
                    Severity.ERROR,
                    Kind.NOT_SERVING,
                    "return of the database",
                    "",
                    "ready again within " + LIMIT.toSeconds() + " s",
                    "ready are only " + gateway.claimsReady()));
        }
        return findings;
    }

    private static boolean within(String what, java.util.concurrent.Callable<Boolean> condition) {
        try {
            Awaitility.await(what)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(LIMIT)
                    .until(condition);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }
}
