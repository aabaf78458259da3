package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.gateway.NotServing;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.store.Store;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.StepNames;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;
import org.upgradeharness.witness.UnreadableList;
import org.upgradeharness.witness.Witness;

/** Takes a copy of a seeded store up to a newer release and uses it there: entities are made that stay. */
final class GoingUp {
    /** What is made under the newer release carries this name; the seed is the first generation. */
    static final String GENERATION = "second";

    private final Bench bench;
    private final Run run;
    private final CaseKey key;
    private final EvidenceFolder evidence;

    GoingUp(Bench bench, CaseKey key, EvidenceFolder evidence) {
        this.bench = bench;
        this.run = bench.run();
        this.key = key;
        this.evidence = evidence;
    }

    GoneUp go(Seeded old, Side side) {
        Store store = bench.server().copy(old.store(), bench.name("up-" + side.version()));
        Guards.twoStores(old.store(), store);
        try (Gateway gateway =
                bench.start(old.side(), side, store, evidence.transcript("http-" + GENERATION + ".txt"))) {
            try {
                run.timeline().step(key, StepNames.start(side.version()), () -> {
                    run.awaitReady(gateway);
                    return null;
                });
                Sight sight = old.sight(gateway.api());
                List<Finding> findings =
                        run.timeline().step(key, StepNames.useAndKeep(side.version()), () -> keep(sight, GENERATION));
                Map<String, Set<String>> made =
                        run.timeline().step(key, StepNames.LOOK, () -> made(sight, old, findings));
                String reported = run.witnesses()
                        .session()
                        .reportedVersion(run.witnesses().session().privileged(sight));
                run.timeline().step(key, StepNames.stop(side.version()), gateway::stop);
                return new GoneUp(side, store, reported, made, findings);
            } catch (NotServing e) {
                return new GoneUp(side, store, null, Map.of(), List.of(Failures.start(side, e)));
            } finally {
                evidence.lines("gateway-" + GENERATION + ".log", gateway.log());
            }
        }
    }

    List<Finding> keep(Sight sight, String generation) {
        Trial trial = new Trial(sight);
        int keeping = 0;
        for (Witness witness : run.witnesses().witnesses()) {
            keeping += witness.keep(trial, generation) ? 1 : 0;
        }
        if (keeping == 0) {
            throw new BrokenEnvironment(
                    "No witness made anything under the new release: nothing could be lost by going back.");
        }
        return new ArrayList<>(trial.findings());
    }

    /** The entities that the old release did not tell of. */
    private Map<String, Set<String>> made(Sight sight, Seeded old, List<Finding> findings) {
        Map<String, Set<String>> made = seen(sight, findings);
        made.forEach((feature, keys) -> keys.removeAll(
                old.observation().entities().getOrDefault(feature, Map.of()).keySet()));
        evidence.json("made-under-the-new-release.json", made);
        return made;
    }

    /** The keys of all entities that a release tells of; a list that cannot be read is a finding. */
    Map<String, Set<String>> seen(Sight sight, List<Finding> findings) {
        Map<String, Set<String>> seen = new TreeMap<>();
        for (Witness witness : run.witnesses().witnesses()) {
            if (!witness.leavesTraces()) {
                try {
                    seen.put(
                            witness.feature(),
                            new HashSet<>(witness.observe(sight).keySet()));
                } catch (UnreadableList e) {
                    findings.add(Observer.unreadable(witness, e));
                }
            }
        }
        return seen;
    }
}
