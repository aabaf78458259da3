package org.upgradeharness.run;

import java.util.Set;
import java.util.function.Consumer;
import org.upgradeharness.crash.ControlFailed;
import org.upgradeharness.crash.CrashFindings;
import org.upgradeharness.crash.Encounters;
import org.upgradeharness.crash.Lane;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.migrate.SteppedMigrator;
import org.upgradeharness.migrate.WarmMigrator;
import org.upgradeharness.store.Store;
import org.upgradeharness.timeline.CaseKey;

/** Migrations that are run where they, or others, have run before or run at the same time. */
final class MeetingMigrators {
    private static final String CONTROL = "migrate without interruption, twice";

    private final Run run;
    private final Bench bench;
    private final CaseKey key;
    private final EvidenceFolder evidence;
    private final Judgement judgement;

    MeetingMigrators(Run run, Bench bench, CaseKey key, EvidenceFolder evidence, Judgement judgement) {
        this.run = run;
        this.bench = bench;
        this.key = key;
        this.evidence = evidence;
        this.judgement = judgement;
    }

    /** Each revision twice, each migrator twice, and each one after each other. */
    void again(Seeded old, Side side) {
        met(old, side, met -> {
            judgement.part("run each migrator again at the head", met::twice);
            judgement.part("run one migrator after the other", met::oneAfterTheOther);
            revisions(old, side, met.drawn());
        });
    }

    /** Two at once, five at once, and one that is killed while another one waits for it. */
    void atOnce(Seeded old, Side side) {
        met(old, side, met -> {
            judgement.part("run two migrators at once", () -> met.atOnce(2));
            judgement.part("run five migrators at once", () -> met.atOnce(5));
            judgement.part("kill one migrator while another one waits", met::killedWhileAnotherWaits);
        });
    }

    private void met(Seeded old, Side side, Consumer<Encounters> what) {
        Store slot = bench.server().copy(old.store(), bench.name("slot-" + key.way()));
        try (WarmMigrator warm = bench.warm(old.side(), side, slot)) {
            try {
                Consumer<String> told = evidence.sink("migrators.txt");
                Encounters met = run.timeline()
                        .step(
                                key,
                                CONTROL,
                                () -> Encounters.prepare(bench.crashSite(old, side, new Lane(slot, warm)), told));
                judgement.part("see what each run of the migration draws anew", () -> CrashFindings.drawn(met.drawn()));
                what.accept(met);
            } catch (ControlFailed e) {
                judgement.add(e.finding().atStep(CONTROL));
            } finally {
                evidence.lines("warm-migrator.log", run.showing().lines(warm.log()));
            }
        }
    }

    private void revisions(Seeded old, Side side, Set<String> drawn) {
        Store store = bench.server().copy(old.store(), bench.name("twice-" + key.way()));
        try (SteppedMigrator migrator = bench.step(old.side(), side, store)) {
            RunTwice steps = new RunTwice(bench.server(), store, drawn);
            judgement.part("run every revision twice", () -> steps.run(migrator));
            evidence.lines("run-twice.txt", run.showing().lines(steps.lines()));
            evidence.lines("migrator.log", run.showing().lines(migrator.log()));
        }
    }
}
