package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.judge.AllowedChange;
import org.upgradeharness.judge.Facts;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Grouping;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.KnownFindings;
import org.upgradeharness.judge.RowComparison;
import org.upgradeharness.judge.RowJudge;
import org.upgradeharness.judge.SchemaJudge;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.judge.VersionJudge;
import org.upgradeharness.migrate.SteppedMigrator;
import org.upgradeharness.product.Configuration;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.store.StoreServer;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.Count;
import org.upgradeharness.timeline.StepNames;
import org.upgradeharness.witness.Observation;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Trial;
import org.upgradeharness.witness.UnreadableList;
import org.upgradeharness.witness.Witness;

/** The judgement of one case: every layer adds its findings; grouped and matched with what is known when asked for. */
final class Judgement {
    private static final Set<String> ASKED = Set.copyOf(OwnJudgement.LAYERS);

    private final Run run;
    private final Bench bench;
    private final CaseKey key;
    private final EvidenceFolder evidence;
    private final List<Finding> raw = new ArrayList<>();
    private final Map<String, Count> counts = new TreeMap<>();
    private Seeded old;
    private Side to;
    private RevisionTrail trail;
    private Configuration.Outcome declared;
    private GoneUp left;
    private boolean partly;
    private int layers;
    private boolean repeated;
    private List<Finding> finished;

    Judgement(Run run, Bench bench, CaseKey key, EvidenceFolder evidence) {
        this.run = run;
        this.bench = bench;
        this.key = key;
        this.evidence = evidence;
    }

    /** Says between what is judged. */
    void between(Seeded before, Side after) {
        this.old = before;
        this.to = after;
    }

    /** Says that the store went up, was used there, and came back: entities made meanwhile are expected. */
    void back(Seeded before, GoneUp up) {
        between(before, before.side());
        this.left = up;
    }

    void count(RowComparison compared) {
        compared.counts().forEach((table, c) -> counts.put(table, new Count(c.before(), c.after())));
    }

    /** From now on a finding that was told before is not told again: the release is started once more on a store of the same case. */
    void onceMore() {
        repeated = true;
    }

    void add(Finding finding) {
        layers++;
        take(finding);
        finished = null;
    }

    private void take(Finding finding) {
        boolean told = repeated && raw.stream().anyMatch(f -> same(f, finding));
        if (!told) {
            raw.add(finding);
        }
    }

    private static boolean same(Finding one, Finding other) {
        return one.kind() == other.kind()
                && one.severity() == other.severity()
                && one.object().equals(other.object())
                && one.key().equals(other.key())
                && one.expected().equals(other.expected())
                && one.found().equals(other.found());
    }

    void layer(String name, Callable<List<Finding>> judge) {
        List<Finding> found = run.timeline().step(key, name, judge);
        layers++;
        found.stream()
                .filter(f -> left == null || f.kind() != Kind.EXTRA_ROW || !left.isMade(f))
                .map(f -> f.step().isEmpty() ? f.atStep(name) : f)
                .forEach(f -> take(trail == null ? f : trail.blamed(f)));
        finished = null;
    }

    /** What was found by a roll. */
    void rolled(List<Finding> findings) {
        part("judge what the probe saw", () -> findings);
    }

    /** A layer of a case that does not look at everything: what is known and does not appear there is not stale. */
    void part(String name, Callable<List<Finding>> judge) {
        partly = true;
        layer(name, judge);
    }

    /** Every row of every table, old against new. */
    void rows(Store now) {
        layer("compare every row", () -> comparedRows(now));
    }

    /** The same where others made rows meanwhile, of what they called: a row more is expected. */
    void rowsAfterUse(Store now) {
        layer(
                "compare every row",
                () -> comparedRows(now).stream()
                        .filter(f -> f.kind() != Kind.EXTRA_ROW)
                        .toList());
    }

    private List<Finding> comparedRows(Store now) {
        try (StoreReader before = StoreReader.open(old.store().address());
                StoreReader after = StoreReader.open(now.address())) {
            RowComparison compared = compared(before, after, to.version());
            boolean unmoved = VersionJudge.versions(before).equals(VersionJudge.versions(after));
            if (unmoved && !compared.findings().isEmpty() && !from().equals(to.version())) {
                // The version row says that nothing was migrated. If that is so, no declared change was due either.
                RowComparison still = compared(before, after, from());
                compared = still.findings().size() < compared.findings().size() ? still : compared;
            }
            Guards.allCompared(old.rows(), compared);
            count(compared);
            return compared.findings();
        }
    }

    /**
     * Every row is still there. Meanwhile people have used the store: values change by that and rows are added, so that this asks
     * for less than {@link #rows}, and what is changed is told by the other cases of the same pair.
     */
    void nothingLost(Store now) {
        part(
                "look for every row",
                () -> comparedRows(now).stream()
                        .filter(f -> f.kind() == Kind.LOST_ROW)
                        .toList());
    }

    private RowComparison compared(StoreReader before, StoreReader after, Version release) {
        return run.instruments()
                .rows(
                        before,
                        after,
                        run.rules().allowed(from(), release, bench.engine()),
                        evidence.sink("row-differences.txt"),
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
        layer(name, () -> {
            try (StoreReader was = StoreReader.open(before.address());
                    StoreReader is = StoreReader.open(restored.address())) {
                RowComparison rows = run.instruments()
                        .rows(was, is, allowed, evidence.sink("restored-differences.txt"), run.showing());
                if (before.equals(old.store())) {
                    Guards.allCompared(old.rows(), rows);
                }
                count(rows);
                List<Finding> findings = new ArrayList<>(rows.findings());
                findings.addAll(run.instruments().schema(is.catalogue(), was.catalogue(), is::count));
                return findings;
            }
        });
    }

    /** The version row against the single head of the package inside the image. */
    void version(Store now, Side side) {
        layer("read the version row", () -> {
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
        trail = steps.trail();
        layer(StepNames.stepwise(side.version()), () -> {
            try {
                List<Finding> findings = steps.run(migrator);
                if (trail.length() == 0) {
                    throw new BrokenEnvironment("There is no revision between " + from() + " and " + side.version()
                            + ": nothing was applied.");
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
        layer("compare with the direct upgrade", () -> {
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
            add(e.finding(side));
            return;
        }
        layer("compare the schema with a fresh installation", () -> {
            try (StoreReader reader = StoreReader.open(now.address())) {
                Catalogue upgraded = reader.catalogue();
                evidence.json("schema-upgraded.json", upgraded);
                evidence.json("schema-fresh.json", fresh);
                return run.instruments().schema(upgraded, fresh, reader::count);
            }
        });
    }

    /** Two ways to install one release. */
    void sameSchema(String how, Catalogue other, Catalogue own) {
        layer("compare the schema of " + how + " with that of the own start", () -> SchemaJudge.compare(other, own));
    }

    /** What the API shows, old against new; the new observation is returned. */
    Observation api(Sight sight) {
        return api(StepNames.LOOK, sight, to.version());
    }

    /** The same of a release that shares the store with others, under a name of its own. */
    Observation api(String name, Sight sight, Version release) {
        return api(name, sight, release, finding -> true);
    }

    /** The same while others make entities of their own: what is there beside the seeded ones is not judged. */
    void apiUnderLoad(String name, Sight sight, Version release) {
        api(name, sight, release, finding -> finding.kind() != Kind.EXTRA_ROW);
    }

    private Observation api(String name, Sight sight, Version release, Predicate<Finding> judged) {
        Observation[] seen = new Observation[1];
        layer(name, () -> {
            List<Finding> findings = new ArrayList<>();
            Observation now = run.observer().anew(sight, old.observation(), findings);
            seen[0] = now;
            evidence.json("observation-after.json", now);
            Map<String, Map<String, com.fasterxml.jackson.databind.JsonNode>> before =
                    new LinkedHashMap<>(old.observation().entities());
            before.keySet().retainAll(now.entities().keySet());
            if (!before.isEmpty()) {
                run.instruments()
                        .facts(
                                new Facts(before),
                                new Facts(now.entities()),
                                run.rules().api().stream()
                                        .filter(c -> c.holds(from(), release))
                                        .toList())
                        .forEach(f -> findings.add(meant(f)));
            }
            findings.addAll(Endpoints.worse(old.observation().endpoints(), now.endpoints()));
            old.observation()
                    .entities()
                    .forEach((feature, entities) -> counts.put(
                            "api:" + feature,
                            new Count(
                                    entities.size(),
                                    now.entities()
                                            .getOrDefault(feature, Map.of())
                                            .size())));
            return findings.stream().filter(judged).toList();
        });
        return seen[0];
    }

    /** A difference in what a witness saw means what the witness says it means. */
    private Finding meant(Finding finding) {
        for (Witness witness : run.witnesses().witnesses()) {
            boolean own = finding.object().equals("api:" + witness.feature())
                    || finding.object().startsWith("api:" + witness.feature() + ".");
            if (own && witness.changeMeans() != Kind.CHANGED_VALUE) {
                return new Finding(
                        finding.severity(),
                        witness.changeMeans(),
                        finding.object(),
                        finding.key(),
                        finding.expected(),
                        finding.found(),
                        finding.group(),
                        finding.step(),
                        finding.known());
            }
        }
        return finding;
    }

    /** The features that the release notes promise for releases after the old one, up to the new one. */
    void features(Sight sight, Side side) {
        layer(StepNames.FEATURES, () -> {
            FeatureCheck check = new FeatureCheck(sight, run.witnesses().session());
            return check.missing(run.product().features().stream()
                    .filter(f -> from().compareTo(f.since()) < 0 && f.since().compareTo(side.version()) <= 0)
                    .toList());
        });
    }

    /** Writes: create, update, delete. */
    void use(Sight sight) {
        layer(StepNames.USE, () -> {
            Trial trial = new Trial(sight);
            for (Witness witness : run.witnesses().witnesses()) {
                int before = trial.checks();
                used(witness, trial, () -> witness.use(trial));
                Guards.tried(witness, trial.checks() - before);
            }
            return trial.findings();
        });
    }

    /** Settings in use that the old release knew and the new one does not know. */
    void settings(Set<String> inUse, Set<String> known, Set<String> knownBefore) {
        layer("look for settings without effect", () -> {
            if (known.isEmpty() || knownBefore.isEmpty()) {
                throw new BrokenEnvironment(
                        "No setting was found in one of the two releases: see settingsProbe in product.yaml.");
            }
            return inUse.stream()
                    .filter(name -> knownBefore.contains(name) && !known.contains(name))
                    .map(name -> Finding.of(
                            Severity.WARNING,
                            Kind.SETTING_IGNORED,
                            name,
                            "",
                            "known to " + to.version(),
                            "unknown to it; " + from() + " knows it"))
                    .toList();
        });
    }

    /** Says what is declared to happen: its findings are known, and if they do not come that is a finding. */
    void declare(String configuration, Configuration.Outcome outcome) {
        layer("see the declared outcome of " + configuration, () -> {
            Set<Kind> seen = raw.stream()
                    .filter(f -> f.severity() == Severity.ERROR)
                    .map(Finding::kind)
                    .collect(Collectors.toSet());
            return outcome.must().stream()
                    .filter(kind -> !seen.contains(kind))
                    .map(kind -> Finding.of(
                            Severity.ERROR,
                            Kind.OUTCOME_MISSING,
                            configuration,
                            "",
                            "a finding of kind " + kind.id(),
                            "none"))
                    .toList();
        });
        declared = outcome;
        finished = null;
    }

    private Finding asDeclared(Finding finding) {
        boolean explained = declared != null && finding.known() == null && declared.explains(finding.kind());
        return explained ? finding.knownFor(declared.reason()) : finding;
    }

    /** A list that the new release refuses is its fault, whoever asks for it. */
    static void used(Witness witness, Trial trial, Runnable use) {
        try {
            use.run();
        } catch (UnreadableList e) {
            trial.holds(
                    Kind.NOT_SERVING,
                    "GET " + e.path(),
                    "",
                    "the list of " + witness.feature(),
                    e.answer().brief(),
                    false);
        }
    }

    /** The running program against the release that its image says it is. */
    void reported(String version, Side side) {
        boolean another = Version.isVersion(version) && !Version.parse(version).equals(side.version());
        if (another) {
            add(Finding.of(
                    Severity.ERROR,
                    Kind.VERSION_MISMATCH,
                    "version reported by " + side.version(),
                    "",
                    side.version().toString(),
                    version));
        }
    }

    /** A process that has died takes with it what was asked of it: its death is the finding, and not each silence. */
    void alive(Gateway gateway, Side side) {
        String ended = gateway.ended();
        if (!ended.isEmpty()) {
            raw.removeIf(f -> ASKED.contains(f.step()));
            add(Finding.of(
                    Severity.ERROR,
                    Kind.NOT_SERVING,
                    "process of " + side.version(),
                    "",
                    "runs until it is stopped",
                    ended));
        }
    }

    /** What the release says of itself while its store is away, where a store can be taken away. */
    Outage withoutStore(Gateway gateway, StoreServer server, Store store) {
        if (server.engine() != Engine.POSTGRES || !gateway.running()) {
            return Outage.NONE;
        }
        Outage outage = new Outage(gateway, server, store);
        layer("take the database away and give it back", outage::judge);
        return outage;
    }

    /** Errors in the new release's log that the old one's did not have. */
    void log(List<String> lines) {
        log(lines, old.log());
    }

    /** The same against another log: one that says what is usual. */
    void log(List<String> lines, List<String> usual) {
        layer(
                "read the log",
                () -> run.instruments().log(lines, usual, run.rules().log()));
    }

    /** The release that the store was at before it went to where it is: on the way back, the newer one. */
    private Version cameFrom() {
        return left == null ? from() : left.side().version();
    }

    private Version from() {
        return old.side().version();
    }

    boolean judged() {
        return layers > 0;
    }

    Map<String, Count> counts() {
        return counts;
    }

    List<Finding> findings() {
        if (finished == null) {
            List<Finding> grouped = Grouping.group(raw);
            if (old == null) {
                return grouped;
            }
            KnownFindings.Match match =
                    run.rules().known().match(grouped, cameFrom(), to.version(), bench.engine(), old.edges());
            if (declared == null && !old.own() && !partly) {
                run.stale().told(key, cameFrom(), to.version(), match.stale());
            }
            finished = match.findings().stream().map(this::asDeclared).toList();
            evidence.lines(
                    "findings.txt",
                    Grouping.summarise(finished.stream()
                                    .map(run.showing()::finding)
                                    .toList())
                            .stream()
                            .map(g -> g.line())
                            .toList());
        }
        return finished;
    }
}
