package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.judge.Circumstances;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Grouping;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.KnownFindings;
import org.upgradeharness.judge.Passage;
import org.upgradeharness.judge.RowComparison;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.product.Configuration;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.Count;
import org.upgradeharness.timeline.StepNames;
import org.upgradeharness.witness.Trial;

/** The judgement of one case: every layer adds its findings; grouped and matched with what is known when asked for. */
final class Judgement {
    private final Run run;
    private final Bench bench;
    private final CaseKey key;
    private final EvidenceFolder evidence;
    private final List<Finding> raw = new ArrayList<>();
    private final Map<String, Count> counts = new TreeMap<>();
    private Seeded old;
    private Side to;
    private List<Version> via = List.of();
    private final StoreJudgement store;
    private final GatewayJudgement gateway;
    private RevisionTrail trail;
    private Configuration.Outcome declared;
    private String configuration;
    private GoneUp left;
    private boolean partly;
    private Set<Trial.OldRow> givenUp = Set.of();
    private Set<Trial.OldRow> touched = Set.of();
    private int layers;
    private List<Finding> finished;

    Judgement(Run run, Bench bench, CaseKey key, EvidenceFolder evidence) {
        this.run = run;
        this.bench = bench;
        this.key = key;
        this.evidence = evidence;
        this.store = new StoreJudgement(run, bench, key, evidence, this);
        this.gateway = new GatewayJudgement(run, evidence, this);
    }

    /** What is judged of stores. */
    StoreJudgement store() {
        return store;
    }

    /** What is judged of running gateways. */
    GatewayJudgement gateway() {
        return gateway;
    }

    /** The old side. */
    Seeded old() {
        return old;
    }

    /** All findings so far, ungrouped. */
    List<Finding> told() {
        return List.copyOf(raw);
    }

    /** The release was used. */
    void used(Trial trial) {
        givenUp = trial.givenUp();
        touched = trial.touched();
    }

    /** The old rows that were given up. */
    Set<Trial.OldRow> givenUp() {
        return givenUp;
    }

    /** The old rows that were changed and changed back. */
    Set<Trial.OldRow> touched() {
        return touched;
    }

    /** The release that is judged. */
    Version to() {
        return to.version();
    }

    /** Says between what is judged. */
    void between(Seeded before, Side after) {
        this.old = before;
        this.to = after;
    }

    /** Says which releases the store was brought to on its way. */
    void byWayOf(List<Version> releases) {
        via = List.copyOf(releases);
    }

    /** Says that the store went up, was used there, and came back: entities made meanwhile are expected. */
    void back(Seeded before, GoneUp up) {
        between(before, before.side());
        this.left = up;
    }

    /** Whether secrets are told, or stand in the clear, where they did not before. */
    void exposed(Exposure exposure, Store now, List<String> log) {
        layer(StepNames.EXPOSED, () -> {
            List<Finding> findings = Exposure.newly("told in an answer", old.tells(), exposure.told());
            if (exposure.inLog(old.log()).isEmpty()) {
                findings.addAll(exposure.inLog(log));
            }
            try (StoreReader before = StoreReader.open(old.store().address());
                    StoreReader after = StoreReader.open(now.address())) {
                findings.addAll(Exposure.newly(
                        "stands in the clear",
                        Exposure.inTheClear(before, run.secrets()),
                        Exposure.inTheClear(after, run.secrets())));
            }
            return findings;
        });
    }

    void count(RowComparison compared) {
        compared.counts().forEach((table, c) -> count(table, c.before(), c.after()));
    }

    void count(String what, long before, long after) {
        counts.put(what, new Count(before, after));
    }

    /** From now on a finding is told by the revision that touched its object. */
    void blame(RevisionTrail applied) {
        trail = applied;
    }

    /** Forgets what was found by these layers: something else explains it. */
    void withdraw(Set<String> layers) {
        raw.removeIf(f -> layers.contains(f.step()));
    }

    /** Whether something was found in a layer that is not known. */
    boolean troubled(String layer) {
        return findings().stream()
                .anyMatch(f -> f.step().equals(layer) && f.known() == null && f.severity() == Severity.ERROR);
    }

    /** What is found in a layer and is usual is nobody's loss: it is told as a note. */
    void usual(String layer, UsualFaults usual, String why) {
        raw.replaceAll(f -> f.step().equals(layer) ? usual.told(f, why) : f);
        finished = null;
    }

    /** A judgement of its own, between the same two, of one of several stores of the case. */
    Judgement apart() {
        Judgement one = new Judgement(run, bench, key, evidence);
        one.old = old;
        one.to = to;
        one.left = left;
        one.trail = trail;
        return one;
    }

    /** Takes over what was judged apart; what was told before is not told again. */
    void join(Judgement apart) {
        List<Finding> fresh = apart.raw.stream()
                .filter(f -> raw.stream().noneMatch(told -> same(told, f)))
                .toList();
        raw.addAll(fresh);
        counts.putAll(apart.counts);
        partly |= apart.partly;
        layers += apart.layers;
        finished = null;
    }

    void add(Finding finding) {
        layers++;
        raw.add(finding);
        finished = null;
    }

    /** The release did not start. If its store is not at its head either, it is the migration at the start that failed. */
    void unmigrated(Side side) {
        boolean behind = raw.stream().anyMatch(f -> f.kind() == Kind.VERSION_MISMATCH);
        raw.stream()
                .filter(f -> f.kind() == Kind.NOT_SERVING)
                .findFirst()
                .filter(start -> behind)
                .map(start -> Failures.unmigrated(side, start))
                .ifPresent(this::add);
    }

    /** Where nothing was migrated, what usually comes of the migration is missing and not gone. */
    private boolean wasMigrated() {
        return raw.stream().noneMatch(f -> f.kind() == Kind.VERSION_MISMATCH || f.kind() == Kind.MIGRATION_FAILED);
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
                .forEach(f -> raw.add(trail == null ? f : trail.blamed(f)));
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

    /** Says what is declared to happen: its findings are known, and if they do not come that is a finding. */
    void declare(Configuration changed, Configuration.Outcome outcome) {
        layer("see the declared outcome of " + changed.name(), () -> {
            Set<Kind> seen = raw.stream()
                    .filter(f -> f.severity() == Severity.ERROR && outcome.shows(f.kind(), f.object()))
                    .map(Finding::kind)
                    .collect(Collectors.toSet());
            return outcome.must().stream()
                    .filter(kind -> !seen.contains(kind))
                    .map(kind -> Finding.of(
                            Severity.ERROR,
                            Kind.OUTCOME_MISSING,
                            changed.name(),
                            "",
                            "a finding of kind " + kind.id() + (outcome.refuses() ? ", because it does not start" : ""),
                            "none"))
                    .toList();
        });
        declared = outcome;
        configuration = changed.name();
        finished = null;
    }

    private Finding asDeclared(Finding finding) {
        boolean explained =
                declared != null && finding.known() == null && declared.explains(finding.kind(), finding.object());
        return explained ? finding.knownFor(declared.reason()) : finding;
    }

    /** The release that the store was at before it went to where it is: on the way back, the newer one. */
    private Version cameFrom() {
        return left == null ? from() : left.side().version();
    }

    /** The release that the data is of. */
    Version from() {
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
            KnownFindings.Match match = run.rules()
                    .known()
                    .match(
                            grouped,
                            new Passage(cameFrom(), to.version(), via),
                            new Circumstances(bench.engine(), old.edges(), configuration));
            if (declared == null && !old.own() && !partly && wasMigrated()) {
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
