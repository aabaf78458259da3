package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.List;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.gateway.NotServing;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.store.Store;

/** Several gateways of a release that start at once on an old store: one may migrate, and all must serve. */
final class TogetherStart implements AutoCloseable {
    private final Run run;
    private final EvidenceFolder evidence;
    private final List<Gateway> gateways = new ArrayList<>();

    TogetherStart(Run run, EvidenceFolder evidence) {
        this.run = run;
        this.evidence = evidence;
    }

    /** Starts them all before it waits for the first; what is not ready in time is a finding. */
    List<Finding> start(Bench bench, Side from, Side side, Store store, int count) {
        for (int i = 0; i < count; i++) {
            gateways.add(bench.start(from, side, store, evidence.transcript("http.txt")));
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
