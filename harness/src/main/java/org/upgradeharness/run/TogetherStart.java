package org.upgradeharness.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.gateway.NotServing;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.store.Migrating;
import org.upgradeharness.store.Store;

/** Several gateways of a release that start at once on an old store: one may migrate, and all must serve. */
final class TogetherStart implements AutoCloseable {
    private static final Duration SEEN = Duration.ofSeconds(90);

    private final Run run;
    private final EvidenceFolder evidence;
    private final List<Gateway> gateways = new ArrayList<>();

    TogetherStart(Run run, EvidenceFolder evidence) {
        this.run = run;
        this.evidence = evidence;
    }

    /**
     * Starts them all before it waits for the first; what is not ready in time is a finding.
     *
     * @param killing whether the one that migrates is killed while it does
     */
    List<Finding> start(Bench bench, Side from, Side side, Store store, int count, boolean killing) {
        for (int i = 0; i < count; i++) {
            gateways.add(bench.start(from, side, store, evidence.transcript("http.txt")));
        }
        if (killing) {
            Gateway killed = migrating(store);
            killed.kill();
            gateways.remove(killed);
            evidence.lines(killed.name() + "-killed.log", killed.log());
        }
        List<Finding> findings = new ArrayList<>();
        for (Gateway gateway : gateways) {
            try {
                run.awaitReady(gateway);
            } catch (NotServing e) {
                findings.add(Failures.start(side, "", "one of " + count + " at once", e));
            }
        }
        return findings;
    }

    private Gateway migrating(Store store) {
        try {
            return Awaitility.await("one of the gateways to migrate")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(SEEN)
                    .until(() -> holder(store), Optional::isPresent)
                    .orElseThrow();
        } catch (ConditionTimeoutException e) {
            throw new BrokenEnvironment(
                    "None of " + gateways.size() + " gateways was seen to migrate within " + SEEN.toSeconds()
                            + " s: none could be killed meanwhile.",
                    e);
        }
    }

    private Optional<Gateway> holder(Store store) {
        Optional<String> client = Migrating.client(store.address());
        return client.flatMap(address -> gateways.stream()
                .filter(Gateway::running)
                .filter(g -> g.insideHost().equals(address))
                .findFirst());
    }

    List<Gateway> gateways() {
        return List.copyOf(gateways);
    }

    @Override
    public void close() {
        for (Gateway gateway : gateways) {
            evidence.lines(gateway.name() + ".log", gateway.log());
            gateway.close();
        }
    }
}
