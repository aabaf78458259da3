package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.judge.AllowedAppend;
import org.upgradeharness.judge.AllowedChange;
import org.upgradeharness.judge.BuiltInRows;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.NewColumns;
import org.upgradeharness.judge.OwnSchema;
import org.upgradeharness.judge.RowComparison;
import org.upgradeharness.judge.RowJudge;
import org.upgradeharness.judge.SchemaJudge;
import org.upgradeharness.judge.VersionJudge;
import org.upgradeharness.migrate.SteppedMigrator;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.StepNames;

/** The layers of a judgement that read stores: rows, schema and version row. */
final class StoreJudgement {
    private final Run run;
    private final Bench bench;
    private final CaseKey key;
    private final EvidenceFolder evidence;
    private final Judgement judgement;

    StoreJudgement(Run run, Bench bench, CaseKey key, EvidenceFolder evidence, Judgement judgement) {
        this.run = run;
        this.bench = bench;
        this.key = key;
        this.evidence = evidence;
        this.judgement = judgement;
    }

    /** Every row of every table, old against new. */
    void rows(Store now) {
        judgement.layer("compare every row", () -> OwnSchema.ofRows(comparedRows(now), installed()));
    }

    /** The same where others made rows meanwhile, of what they called: a row more is expected. */
    void rowsAfterUse(Store now) {
        judgement.layer(
                "compare every row",
                () -> comparedRows(now).stream()
                        .filter(f -> f.kind() != Kind.EXTRA_ROW)
                        .toList());
    }

    private List<Finding> comparedRows(Store now) {
        return sinceBefore(now, (before, after) -> {
            RowComparison compared = compared(before, after, "row-differences.txt", rules -> rules);
            Guards.allCompared(judgement.old().rows(), compared);
            judgement.count(compared);
            return compared.findings();
        });
    }

    /**
     * Every row is still there. Meanwhile people have used the store: values change by that and rows are added, so that this asks
     * for less than {@link #rows}, and what is changed is told by the other cases of the same pair.
     */
    void nothingLost(Store now) {
        judgement.part(
                "look for every row",
                () -> comparedRows(now).stream()
                        .filter(f -> f.kind() == Kind.LOST_ROW)
                        .toList());
    }

    RowComparison compared(
            StoreReader before, StoreReader after, String file, UnaryOperator<List<AllowedChange>> rules) {
        RowComparison compared = compared(before, after, judgement.to(), file, rules);
        boolean unmoved = VersionJudge.versions(before).equals(VersionJudge.versions(after));
        if (unmoved && !compared.findings().isEmpty() && !judgement.from().equals(judgement.to())) {
            // The version row says that nothing was migrated. If that is so, no declared change was due either.
            RowComparison still = compared(before, after, judgement.from(), file, rules);
            return still.findings().size() < compared.findings().size() ? still : compared;
        }
        return compared;
    }

    private RowComparison compared(
            StoreReader before,
            StoreReader after,
            Version release,
            String file,
            UnaryOperator<List<AllowedChange>> rules) {
        return run.instruments()
                .rows(
                        before,
                        after,
                        rules.apply(run.rules().allowed(judgement.from(), release, bench.engine())),
                        evidence.sink(file),
                        run.showing());
    }

    /** A backup that was restored holds what the store held when it was taken, to the last value. */
    void sameAsBefore(Store before, Store restored) {
        same("compare the restored backup with the store it was taken of", before, restored, List.of());
    }

    /** What was started on a store by mistake has left it as it was, but for what every start may touch. */
    void sameAsBefore(Store before, Store after, List<AllowedChange> allowed) {
        same("compare the store with what it was before the start", before, after, allowed);
    }

    private void same(String name, Store before, Store restored, List<AllowedChange> allowed) {
        judgement.layer(name, () -> {
            try (StoreReader was = StoreReader.open(before.address());
                    StoreReader is = StoreReader.open(restored.address())) {
                RowComparison rows = run.instruments()
                        .rows(was, is, allowed, evidence.sink("restored-differences.txt"), run.showing());
                if (before.equals(judgement.old().store())) {
                    Guards.allCompared(judgement.old().rows(), rows);
                }
                judgement.count(rows);
                List<Finding> findings = new ArrayList<>(rows.findings());
                findings.addAll(run.instruments().schema(is.catalogue(), was.catalogue(), is::count));
                return findings;
            }
        });
    }

    /** What is found by reading the store as it was and as it is now. */
    List<Finding> sinceBefore(Store now, BiFunction<StoreReader, StoreReader, List<Finding>> look) {
        try (StoreReader before = StoreReader.open(judgement.old().store().address());
                StoreReader after = StoreReader.open(now.address())) {
            return look.apply(before, after);
        }
    }

    List<AllowedChange> allowed() {
        return run.rules().allowed(judgement.from(), judgement.to(), bench.engine());
    }

    /** The tables to which rows may be added at any time. */
    Set<String> logs() {
        return allowed().stream()
                .filter(AllowedAppend.class::isInstance)
                .map(AllowedChange::table)
                .collect(Collectors.toSet());
    }

    /** The version row against the single head of the package inside the image. */
    void version(Store now, Side side) {
        judgement.layer("read the version row", () -> {
            if (side.image().heads().size() != 1) {
                throw new BrokenEnvironment("The package in " + side.image().name() + " has "
                        + side.image().heads().size() + " migration heads; one is needed.");
            }
            try (StoreReader reader = StoreReader.open(now.address())) {
                return run.instruments().version(reader, side.image().heads().get(0));
            }
        });
    }

    /** Revision by revision; findings of later layers are told by the revision that touched their object. */
    void stepwise(Side side, Stepwise steps, SteppedMigrator migrator) {
        RevisionTrail trail = steps.trail();
        judgement.blame(trail);
        judgement.layer(StepNames.stepwise(side.version()), () -> {
            try {
                List<Finding> findings = steps.run(migrator);
                if (trail.length() == 0) {
                    throw new BrokenEnvironment("There is no revision between " + judgement.from() + " and "
                            + side.version() + ": nothing was applied.");
                }
                return findings;
            } finally {
                evidence.lines("revisions.txt", trail.lines());
            }
        });
    }

    /**
     * A store that came another way against one that was moved in one go, before anything was started on either.
     *
     * @param control one more store that was moved in one go, made only where there are differences: what differs between the
     *     two controls is drawn anew each time (a time, a random key) and says nothing
     */
    void sameAsDirect(Store mine, Store direct, Supplier<Store> control) {
        judgement.layer("compare with the direct upgrade", () -> {
            try (StoreReader one = StoreReader.open(direct.address());
                    StoreReader two = StoreReader.open(mine.address())) {
                List<Finding> findings =
                        new ArrayList<>(SchemaJudge.compare(two.catalogue(), one.catalogue(), two::count));
                List<Finding> rows = RowJudge.compare(
                                one, two, List.of(), evidence.sink("direct-differences.txt"), run.showing())
                        .findings();
                findings.addAll(rows.isEmpty() ? rows : determined(rows, one, two, control.get()));
                return findings;
            }
        });
    }

    /** Rows with keys drawn anew cannot be told from one another, but there must be as many of them. */
    private List<Finding> determined(List<Finding> rows, StoreReader direct, StoreReader mine, Store control) {
        try (StoreReader again = StoreReader.open(control.address())) {
            Set<String> drawn = RowJudge.compare(
                            direct, again, List.of(), evidence.sink("not-deterministic.txt"), run.showing())
                    .findings()
                    .stream()
                    .map(Finding::object)
                    .collect(Collectors.toSet());
            return rows.stream()
                    .filter(f -> !drawn.contains(f.object()) || anotherNumber(f, direct, mine))
                    .toList();
        }
    }

    private static boolean anotherNumber(Finding finding, StoreReader direct, StoreReader mine) {
        String table = finding.object();
        boolean both = direct.catalogue().table(table).isPresent()
                && mine.catalogue().table(table).isPresent();
        return both && direct.count(table) != mine.count(table);
    }

    /** The upgraded schema against the one of a fresh installation. */
    void schema(Store now, Side side) {
        Catalogue fresh;
        try {
            fresh = bench.installations().fresh(key, side);
        } catch (InstallationFailed e) {
            judgement.add(e.finding(side));
            return;
        }
        judgement.layer("compare the schema with a fresh installation", () -> {
            try (StoreReader reader = StoreReader.open(now.address())) {
                Catalogue upgraded = reader.catalogue();
                evidence.json("schema-upgraded.json", upgraded);
                evidence.json("schema-fresh.json", fresh);
                List<Finding> differences = run.instruments().schema(upgraded, fresh, reader::count);
                Catalogue before = bench.catalogue(judgement.old().store());
                return OwnSchema.judge(differences, installed(), before, upgraded);
            }
        });
        judgement.layer(
                "look into the new columns of old rows",
                () -> sinceBefore(now, (before, after) -> NewColumns.judge(before, after, fresh, allowed())));
    }

    /**
     * The rows that the release brings along itself, against those of fresh installations. What people changed of them before is their own:
     * where somebody's own data or SQL is in the store, the old one is looked at in the same way.
     */
    void builtIn(Store now, Side side) {
        BuiltInRows fresh;
        try {
            fresh = bench.installations().builtIn(key, side);
        } catch (InstallationFailed e) {
            return; // told when the schema was compared
        }
        judgement.layer("compare what the release brings along with fresh installations", () -> {
            Set<String> logs = logs();
            Set<String> own = changedByPeople(logs);
            try (StoreReader reader = StoreReader.open(now.address())) {
                Catalogue before = bench.catalogue(judgement.old().store());
                return run.instruments().builtIn(fresh, reader, before, logs).stream()
                        .filter(f -> !own.contains(f.object() + " " + f.key()))
                        .toList();
            }
        });
    }

    private Set<String> changedByPeople(Set<String> logs) {
        Seeded old = judgement.old();
        if (!old.own() && run.request().sql() == null) {
            return Set.of();
        }
        BuiltInRows usual = ofOldRelease(() -> bench.installations().builtIn(key, old.side()));
        try (StoreReader before = StoreReader.open(old.store().address())) {
            return usual.judge(before, before.catalogue(), logs).stream()
                    .map(f -> f.object() + " " + f.key())
                    .collect(Collectors.toSet());
        }
    }

    /** What the installation of the old release made; of somebody's own data nobody knows how it began, and it is installed anew. */
    private Catalogue installed() {
        Seeded old = judgement.old();
        return old.own() ? ofOldRelease(() -> bench.installations().fresh(key, old.side())) : old.installed();
    }

    private <T> T ofOldRelease(Supplier<T> installation) {
        try {
            return installation.get();
        } catch (InstallationFailed e) {
            throw new BrokenEnvironment(
                    "What is people's own in the data cannot be told, since "
                            + judgement.old().side().version() + " cannot be installed here: " + e.getMessage(),
                    e);
        }
    }

    /** Two ways to install one release. */
    void sameSchema(String how, Catalogue other, Catalogue own) {
        judgement.layer(
                "compare the schema of " + how + " with that of the own start", () -> SchemaJudge.compare(other, own));
    }
}
