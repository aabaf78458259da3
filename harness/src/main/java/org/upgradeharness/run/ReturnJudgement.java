package org.upgradeharness.run;

import java.util.List;
import java.util.function.Supplier;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.judge.AllowedChange;
import org.upgradeharness.judge.Circumstances;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Grouping;
import org.upgradeharness.judge.Passage;
import org.upgradeharness.judge.RowComparison;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;

/** What is judged after going back: the store must be as the old release left it, but for what was made meanwhile. */
final class ReturnJudgement {
    private final Run run;
    private final Bench bench;
    private final EvidenceFolder evidence;
    private final Judgement judgement;
    private final Seeded old;
    private final GoneUp up;

    ReturnJudgement(Run run, Bench bench, EvidenceFolder evidence, Judgement judgement, Seeded old, GoneUp up) {
        this.run = run;
        this.bench = bench;
        this.evidence = evidence;
        this.judgement = judgement;
        this.old = old;
        this.up = up;
    }

    /** What is declared for the way back between the two releases. */
    LossRules declared() {
        Version older = old.side().version();
        return new LossRules(
                run.product().goingBack().stream()
                        .filter(d -> d.holds(older, up.side().version(), bench.engine()))
                        .toList(),
                null);
    }

    /**
     * Every row: what the old release knew, and what was made since.
     *
     * @param trail asked only where something of the old release is not as it was: which revision touched it
     */
    void rows(Store now, LossRules rules, Supplier<RevisionTrail> trail) {
        judgement.layer(
                "compare every row with the store before the upgrade",
                () -> told(trail, () -> {
                    try (StoreReader before = StoreReader.open(old.store().address());
                            StoreReader used = StoreReader.open(up.store().address());
                            StoreReader after = StoreReader.open(now.address())) {
                        Version older = old.side().version();
                        Version newer = up.side().version();
                        List<AllowedChange> forward = run.rules().allowed(older, newer, bench.engine());
                        List<AllowedChange> allowed =
                                Losses.forgiven(run.rules().allowed(older, older, bench.engine()), forward);
                        RowComparison compared = run.instruments()
                                .rows(before, after, allowed, evidence.sink("row-differences.txt"), run.showing());
                        Guards.allCompared(old.rows(), compared);
                        judgement.count(compared);
                        return new Losses(before, used, after, rules)
                                .findings(compared, forward, evidence.sink("lost-by-rollback.txt"), run.showing());
                    }
                }));
    }

    /** The schema must have returned to where it was. */
    void schema(Store now, Supplier<RevisionTrail> trail) {
        judgement.layer(
                "compare the schema with that before the upgrade",
                () -> told(trail, () -> {
                    Catalogue was = bench.catalogue(old.store());
                    try (StoreReader reader = StoreReader.open(now.address())) {
                        Catalogue is = reader.catalogue();
                        evidence.json("schema-before.json", was);
                        evidence.json("schema-after-going-back.json", is);
                        return run.instruments().schema(is, was, reader::count);
                    }
                }));
    }

    /**
     * The stores are closed again when the way back is gone once more, on a copy, to see which revision touched what; only where
     * there is something that nobody has looked into.
     */
    private List<Finding> told(Supplier<RevisionTrail> trail, Supplier<List<Finding>> comparison) {
        List<Finding> findings = comparison.get();
        boolean known = run
                .rules()
                .known()
                .match(
                        Grouping.group(findings),
                        Passage.direct(up.side().version(), old.side().version()),
                        Circumstances.usual(bench.engine(), old.edges()))
                .findings()
                .stream()
                .allMatch(f -> f.known() != null || f.severity() == Severity.NOTE);
        if (known) {
            return findings;
        }
        RevisionTrail touched = trail.get();
        return findings.stream()
                .map(f -> f.severity() == Severity.NOTE ? f : touched.blamed(f))
                .toList();
    }
}
