package org.upgradeharness.run;

import java.util.List;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.store.Store;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.StepNames;
import org.upgradeharness.witness.Trial;
import org.upgradeharness.witness.Witness;

/**
 * What a release gets wrong when it is used on its own data, without any upgrade.
 *
 * @param findings what is found in using it
 * @param log what it logs meanwhile
 */
record UsualFaults(List<Finding> findings, List<String> log) {
    /** The same finding; as a note, where the same is wrong in the same place without any upgrade. */
    Finding told(Finding finding, String why) {
        return findings.stream().anyMatch(usual -> usual.samePlace(finding))
                ? finding.as(Severity.NOTE).inGroup(why)
                : finding;
    }

    /** Uses the old release on a copy of its store. */
    static UsualFaults of(Run run, Bench bench, CaseKey key, EvidenceFolder evidence, Seeded old) {
        Side side = old.side();
        Store store = bench.server().copy(old.store(), bench.name("usual-" + key.way()));
        return run.timeline().step(key, StepNames.USE_WITHOUT_UPGRADE, () -> {
            try (Gateway gateway = bench.start(side, side, store, run.transcript(evidence, "http-usual.txt"))) {
                run.awaitReady(gateway);
                Trial trial = new Trial(old.sightAgain(gateway.api()));
                for (Witness witness : run.witnesses().witnesses()) {
                    GatewayJudgement.used(witness, trial, () -> witness.use(trial));
                }
                gateway.stop();
                return new UsualFaults(trial.findings(), gateway.log());
            }
        });
    }
}
