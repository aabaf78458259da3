package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.crash.ControlFailed;
import org.upgradeharness.crash.CrashFindings;
import org.upgradeharness.crash.CrashSite;
import org.upgradeharness.crash.CrashSweep;
import org.upgradeharness.crash.Death;
import org.upgradeharness.crash.Lane;
import org.upgradeharness.crash.PointResult;
import org.upgradeharness.crash.RevisionCosts;
import org.upgradeharness.crash.Sample;
import org.upgradeharness.crash.Survivor;
import org.upgradeharness.crash.SweepOrder;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.migrate.Statement;
import org.upgradeharness.migrate.WarmMigrator;
import org.upgradeharness.store.Store;
import org.upgradeharness.timeline.CaseKey;

/** Interrupts a migration, runs it again, and judges what came of it. */
final class Interruption {
    private static final String CONTROL = "migrate without interruption, twice";
    /** A look that is a part of a run takes less than a minute on a quiet machine; ./upgrade sweep looks at everything. */
    private static final long LOOK_SECONDS = 600;

    /** Two more processes with everything imported cost more than a second lane wins here. */
    private static final int LOOK_LANES = 1;

    private static final int MOST_LANES = 4;

    private final Run run;
    private final Bench bench;
    private final CaseKey key;
    private final EvidenceFolder evidence;
    private final Judgement judgement;
    private WarmMigrator migrator;
    private CrashSweep sweep;
    private Statement hit;

    Interruption(Run run, Bench bench, CaseKey key, EvidenceFolder evidence, Judgement judgement) {
        this.run = run;
        this.bench = bench;
        this.key = key;
        this.evidence = evidence;
        this.judgement = judgement;
    }

    /**
     * Kills the migrator before the first, a middle and the last statement of every revision.
     *
     * @return stores to start on: one for each kind of end
     */
    List<Survivor> inEveryRevision(Seeded old, Side side) {
        return interrupted(old, side, LOOK_LANES, every -> looked(every, Sample.of(every.points())));
    }

    /**
     * Kills the migrator before each of the statements that somebody chooses.
     *
     * @return stores to start on: one for each kind of end
     */
    List<Survivor> at(Seeded old, Side side, SweepOrder order) {
        List<Survivor> ends = interrupted(old, side, lanes(), every -> {
            every.at(order.chosen(every.points()), () -> true, order::judged);
            order.spent(every.lanes(), every.spent(), every.processorSeconds());
            return CrashFindings.of(order.all());
        });
        order.starts(ends.size());
        return ends;
    }

    /** How many migrations, or starts, a sweep has at once. */
    static int lanes() {
        return Math.min(MOST_LANES, Runtime.getRuntime().availableProcessors());
    }

    private List<Survivor> interrupted(Seeded old, Side side, int lanes, Function<CrashSweep, List<Finding>> points) {
        return onLanes(
                old,
                side,
                (open, site) -> open.prepare(site, lanes),
                every -> judgement.layer("interrupt the migration and run it again", () -> points.apply(every)));
    }

    /** Does something on lanes that are closed after it; the stores to start on, none where the migration fails by itself. */
    private List<Survivor> onLanes(
            Seeded old, Side side, BiFunction<CrashLanes, CrashSite, CrashSweep> by, Consumer<CrashSweep> work) {
        try (CrashLanes open = new CrashLanes(bench, old, side, key.way())) {
            try {
                CrashSweep every = prepared(open.site(), site -> by.apply(open, site));
                work.accept(every);
                return every.survivors();
            } catch (ControlFailed e) {
                judgement.add(e.finding().atStep(CONTROL));
                return List.of();
            } finally {
                evidence.lines("warm-migrator.log", run.showing().lines(open.log()));
            }
        }
    }

    /**
     * Ends the migrator after a time, as people do who lose patience, and leaves the store as that left it.
     *
     * @param seconds after the start of its process; where that hits nothing, another time
     */
    void after(double seconds, Seeded old, Side side) {
        Store slot = bench.server().copy(old.store(), bench.name("slot-" + key.way()));
        migrator = bench.warm(old.side(), side, slot);
        try {
            sweep = prepared(
                    bench.crashSite(old, side, new Lane(slot, migrator)).byTheSameWay(), CrashSweep::prepare);
            hit = run.timeline()
                    .step(
                            key,
                            "interrupt the migration",
                            () -> sweep.once().endedAfter(seconds, evidence.sink("interrupted.txt")));
        } catch (ControlFailed e) {
            judgement.add(e.finding().atStep(CONTROL));
        }
    }

    /**
     * Runs the migration again.
     *
     * @return the store to start on; none if it could not be interrupted because it fails by itself
     */
    List<Survivor> runAgain() {
        try (WarmMigrator done = migrator) {
            if (hit == null) {
                return List.of();
            }
            judgement.layer("run the interrupted migration again", () -> again(sweep, hit));
            evidence.lines("warm-migrator.log", run.showing().lines(done.log()));
            return sweep.survivors();
        }
    }

    /**
     * Breaks the migration off in its middle and runs it again.
     *
     * @return stores to start on; what a gateway was stopped on comes first, since people start it again
     */
    List<Survivor> brokenOff(Death death, Seeded old, Side side) {
        List<Survivor> ends = new ArrayList<>();
        ends.addAll(onLanes(old, side, (open, site) -> CrashSweep.prepare(site), every -> {
            Statement at =
                    run.timeline().step(key, "break the migration off", () -> broken(every, death, old, side, ends));
            judgement.layer("run the migration again that was broken off", () -> again(every, at));
        }));
        return ends;
    }

    private List<Finding> again(CrashSweep every, Statement at) {
        List<PointResult> result = List.of(every.runAgain(at));
        shown("interrupted.json", result);
        return CrashFindings.of(result);
    }

    private Statement broken(CrashSweep every, Death death, Seeded old, Side side, List<Survivor> ends) {
        Consumer<String> told = evidence.sink("interrupted.txt");
        return switch (death) {
            case CONNECTION_CUT ->
                every.once()
                        .brokenOff(
                                death.words(),
                                store -> {
                                    bench.server().takeAway(store);
                                    bench.server().giveBack(store);
                                },
                                told);
            case DATABASE_CRASHED -> every.once().brokenOff(death.words(), bench.server()::crash, told);
            case DISK_FULL ->
                new FullDisk(bench, told)
                        .under(
                                run.product().migrators().values().iterator().next(),
                                old.side(),
                                side,
                                every.once().renewed());
            case GATEWAY_STOPPED -> {
                int middle = every.points().size() / 2;
                Statement hit = new StoppedStart(bench, evidence, run.folder("stopped"))
                        .at(middle, old.side(), side, every.once().renewed());
                told.accept(death.words() + " at its statement " + middle + ", " + hit.at() + ": " + hit.brief());
                if (hit.revision().isEmpty()) {
                    throw new BrokenEnvironment("The gateway was stopped outside of all revisions, at " + hit.brief()
                            + ": that says nothing about an interrupted migration.");
                }
                ends.add(new Survivor(every.once().kept(), Optional.empty()));
                yield hit;
            }
        };
    }

    /** Statements and differences hold data. */
    private void shown(String file, Object told) {
        if (run.showing().values()) {
            evidence.json(file, told);
        }
    }

    private CrashSweep prepared(CrashSite site, Function<CrashSite, CrashSweep> by) {
        CrashSweep made = run.timeline().step(key, CONTROL, () -> by.apply(site));
        shown("crash-points.json", made.points());
        evidence.lines("slow-or-locking.txt", RevisionCosts.of(made.points()));
        if (made.points().isEmpty()) {
            throw new BrokenEnvironment(
                    "The migration of " + site.seed() + " sends no statement: nothing can be interrupted.");
        }
        judgement.layer("see what each run of the migration draws anew", () -> CrashFindings.drawn(made.drawn()));
        return made;
    }

    private List<Finding> looked(CrashSweep every, List<Statement> sample) {
        List<PointResult> results = new ArrayList<>();
        long end = System.nanoTime() + LOOK_SECONDS * 1_000_000_000;
        every.at(sample, () -> System.nanoTime() < end, results::add);
        if (results.size() < sample.size()) {
            throw new BrokenEnvironment("Only " + results.size() + " of " + sample.size()
                    + " points could be looked at in " + LOOK_SECONDS + " s: this machine is too busy for a verdict.");
        }
        results.sort(Comparator.comparingInt(PointResult::n));
        shown("interrupted.json", results);
        evidence.lines(
                "interrupted.txt",
                Stream.concat(
                                Stream.of(String.format(
                                        Locale.ROOT,
                                        "%d points, of %d statements",
                                        results.size(),
                                        every.points().size())),
                                every.spent().entrySet().stream().map(s -> s.getValue() + " s " + s.getKey()))
                        .toList());
        return CrashFindings.of(results);
    }
}
