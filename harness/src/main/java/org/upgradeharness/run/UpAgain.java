package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.judge.AllowedChange;
import org.upgradeharness.judge.AllowedRekey;
import org.upgradeharness.judge.AllowedTouch;
import org.upgradeharness.judge.Circumstances;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Grouping;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Passage;
import org.upgradeharness.judge.RowJudge;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.StepNames;
import org.upgradeharness.witness.Sight;

/**
 * A store that came back is written to by the old release and goes up once more. The first generation of data is the seed, the second
 * was made under the new release, the third after going back, the fourth at the end: all must be there, as they were.
 */
final class UpAgain {
    private final Run run;
    private final Bench bench;
    private final CaseKey key;
    private final EvidenceFolder evidence;
    private final Judgement judgement;
    private final Seeded old;
    private final GoneUp up;

    UpAgain(Bench bench, CaseKey key, EvidenceFolder evidence, Judgement judgement, Seeded old, GoneUp up) {
        this.run = bench.run();
        this.bench = bench;
        this.key = key;
        this.evidence = evidence;
        this.judgement = judgement;
        this.old = old;
        this.up = up;
    }

    /** Goes on with a store that stands at the head of the old release. */
    void judge(Store store, LossRules rules) {
        List<Finding> troubles = new ArrayList<>();
        Map<String, Set<String>> third = used(old.side(), store, "third", troubles, gateway -> {});
        Store before = bench.server().copy(store, bench.name("third-generation"));
        Map<String, Set<String>> fourth = used(up.side(), store, "fourth", troubles, gateway -> {
            rows(before, store);
            judgement.store().version(store, up.side());
            schema(store);
            asTheFirstTime(store, rules);
        });
        troubles.forEach(judgement::add);
        List<Finding> lost = new ArrayList<>();
        third.forEach((feature, keys) -> keys.stream()
                .filter(k -> !fourth.getOrDefault(feature, Set.of()).contains(k))
                .forEach(k -> lost.add(Finding.of(
                        Severity.ERROR,
                        Kind.LOST_ROW,
                        "api:" + feature,
                        k,
                        "told of as by " + old.side().version() + " before the second upgrade",
                        "no such entity"))));
        known(lost).forEach(judgement::add);
    }

    /** The second upgrade is an upgrade: what is known of the way up is known of it too. */
    private List<Finding> known(List<Finding> findings) {
        return run.rules()
                .known()
                .match(
                        Grouping.group(findings),
                        Passage.direct(old.side().version(), up.side().version()),
                        Circumstances.usual(bench.engine(), old.edges()))
                .findings();
    }

    private Map<String, Set<String>> used(
            Side side, Store store, String generation, List<Finding> troubles, Consumer<Gateway> first) {
        try (Gateway gateway =
                bench.start(old.side(), side, store, run.transcript(evidence, "http-" + generation + ".txt"))) {
            try {
                run.timeline().step(key, StepNames.startAgain(side.version()), () -> {
                    run.awaitReady(gateway);
                    return null;
                });
                first.accept(gateway);
                boolean again = side.identity().equals(old.side().identity());
                Sight sight = again ? old.sightAgain(gateway.api()) : old.sight(gateway.api());
                GoingUp users = new GoingUp(bench, key, evidence);
                troubles.addAll(run.timeline()
                        .step(key, StepNames.useAndKeep(side.version()), () -> users.keep(sight, generation)));
                Map<String, Set<String>> seen =
                        run.timeline().step(key, StepNames.LOOK, () -> users.seen(sight, troubles));
                run.timeline().step(key, StepNames.stop(side.version()), gateway::stop);
                return seen;
            } finally {
                evidence.lines("gateway-" + generation + ".log", gateway.log());
            }
        }
    }

    private List<AllowedChange> forward() {
        return run.rules().allowed(old.side().version(), up.side().version(), bench.engine());
    }

    /** Whatever three generations wrote is there after the second upgrade, changed as the release declares and not otherwise. */
    private void rows(Store before, Store now) {
        judgement.layer("compare every row with the store before the second upgrade", () -> {
            try (StoreReader was = StoreReader.open(before.address());
                    StoreReader is = StoreReader.open(now.address())) {
                return run.instruments()
                        .rows(was, is, forward(), evidence.sink("second-upgrade-differences.txt"), run.showing())
                        .findings();
            }
        });
    }

    private void schema(Store now) {
        judgement.layer("compare the schema with that after the first upgrade", () -> {
            try (StoreReader reader = StoreReader.open(now.address())) {
                return run.instruments().schema(reader.catalogue(), bench.catalogue(up.store()), reader::count);
            }
        });
    }

    /** What was there after the first upgrade is there again; what going back loses is declared. */
    private void asTheFirstTime(Store now, LossRules rules) {
        judgement.layer("compare every row with the store after the first upgrade", () -> {
            List<AllowedChange> same = forward().stream()
                    .filter(c -> c.always() || c instanceof AllowedRekey || c instanceof AllowedTouch)
                    .toList();
            try (StoreReader was = StoreReader.open(up.store().address());
                    StoreReader is = StoreReader.open(now.address())) {
                return RowJudge.compare(was, is, same, evidence.sink("first-upgrade-differences.txt"), run.showing())
                        .findings()
                        .stream()
                        .filter(f -> f.kind() != Kind.EXTRA_ROW)
                        .map(rules::again)
                        .toList();
            }
        });
    }
}
