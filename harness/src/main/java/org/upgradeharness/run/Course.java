package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.judge.VersionJudge;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.GeneratedRows;
import org.upgradeharness.store.Store;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.CaseResult;
import org.upgradeharness.timeline.Count;
import org.upgradeharness.timeline.ProbeFacts;
import org.upgradeharness.timeline.ReleaseFacts;
import org.upgradeharness.timeline.Step;
import org.upgradeharness.witness.Dataset;

/** What one case is about and where it stands: the releases on its way, what was seeded, what was found, and what is told of it at the end. */
final class Course {
    private final Run run;
    private final Bench bench;
    private final CaseKey key;
    private final EvidenceFolder evidence;
    private final Judgement judgement;
    private final Measured measured;
    private final List<String> path = new ArrayList<>();
    private Consumer<Damage> damage = d -> {};
    private Seeded old;
    private ReleaseFacts from;
    private ReleaseFacts to;
    private ProbeFacts probe;
    private String doubt = "";

    /** A case that has not begun. */
    Course(Run run, Bench bench, CaseKey key) {
        this.run = run;
        this.bench = bench;
        this.key = key;
        this.evidence = run.evidence(key.folder());
        this.judgement = new Judgement(run, bench, key, evidence);
        this.measured = new Measured();
    }

    private Course(Course whole) {
        this.run = whole.run;
        this.bench = whole.bench;
        this.key = whole.key;
        this.evidence = whole.evidence;
        this.judgement = whole.judgement.apart();
        this.measured = whole.measured;
        this.damage = whole.damage;
        this.old = whole.old;
        this.from = whole.from;
        this.to = whole.to;
    }

    /** The same course for one of several stores that came of it: judged apart until it is joined. */
    Course branch() {
        return new Course(this);
    }

    /** Takes over what a branch found. */
    void join(Course branch) {
        judgement.join(branch.judgement);
        to = branch.to;
    }

    Run run() {
        return run;
    }

    Bench bench() {
        return bench;
    }

    CaseKey key() {
        return key;
    }

    EvidenceFolder evidence() {
        return evidence;
    }

    Judgement judgement() {
        return judgement;
    }

    Measured measured() {
        return measured;
    }

    /** What was seeded, once it was; null before. */
    Seeded old() {
        return old;
    }

    /** Lets something happen to the store between old and new. */
    void damage(Consumer<Damage> planted) {
        damage = planted;
    }

    /** Something happens to the store now, if anything was planted. */
    void damaged(Store store, Damage.Moment moment) {
        damage.accept(new Damage(bench.server(), store, moment));
    }

    /** What was planted. */
    Consumer<Damage> planted() {
        return damage;
    }

    /** Takes the seeded store of a release, made where nobody made it yet. */
    void seed(Side side, Dataset dataset) {
        from = side.facts();
        old = bench.seeded(key, side, dataset);
        from = old.own() ? from : from.reporting(old.observation().reportedVersion());
        path.add(side.version().toString());
    }

    /** Goes on from a copy of the seeded store with generated rows in it; nothing may be started on what comes of it. */
    void generateRows() {
        step("make a row in every table", () -> {
            Store laden = copy();
            GeneratedRows.Made made = GeneratedRows.into(laden, later(laden), Set.of(VersionJudge.TABLE));
            evidence.lines("generated-rows.txt", made.lines());
            Guards.generated(made);
            old = old.on(laden, bench.rows(laden));
            return null;
        });
    }

    /** What the store is to become; where that release cannot be installed, which is found later, nothing is known of it. */
    private Catalogue later(Store now) {
        try {
            return bench.installations().fresh(key, run.to());
        } catch (InstallationFailed e) {
            return bench.catalogue(now);
        }
    }

    /** Installs the release that is judged, and seeds it: there is no old one. */
    void install(Side side) {
        old = bench.seeded(key, side, Dataset.SMOKE);
        reported(old.observation().reportedVersion());
        judgement.between(old, side);
    }

    /** Says where the case goes to. */
    void to(Side side) {
        to = side.facts();
        path.add(side.version().toString());
    }

    /** Says where the case goes to; from now on findings are between the seeded release and this one. */
    void goTo(Side side) {
        aim(side);
        by(side);
    }

    /** The same where it goes by way of others first. */
    void aim(Side side) {
        to = side.facts();
        judgement.between(old, side);
    }

    /** Watches a migration where the store is large. */
    <T> T measured(Store store, Supplier<T> migration) {
        return old.large() ? measured.migration(store, migration) : migration.get();
    }

    /** Says that the case comes to a release. */
    void by(Side side) {
        path.add(side.version().toString());
    }

    /** Says what the release that is judged says of itself. */
    void reported(String version) {
        to = to.reporting(version);
    }

    /** Says what a probe saw, and why nothing passes by it; empty if there is no such reason. */
    void probed(ProbeFacts facts, String late) {
        probe = facts;
        doubt = late;
    }

    /** Why the case may not pass, whatever was found; empty if there is no such reason. */
    String doubt() {
        return doubt;
    }

    /** A copy of the seeded store that this case may change. */
    Store copy() {
        Store copy = bench.server().copy(old.store(), bench.name("case-" + key.id() + "-" + key.way()));
        Guards.twoStores(old.store(), copy);
        return copy;
    }

    <T> T step(String name, Callable<T> body) {
        return run.timeline().step(key, name, body);
    }
    /** What was found so far, as it may be shown. */
    List<Finding> findings() {
        return judgement.findings().stream().map(run.showing()::finding).toList();
    }

    /** The findings that fail the run. */
    List<Finding> failing() {
        return findings().stream()
                .filter(f -> f.failsAt(run.request().failOn(), run.request().strict()))
                .toList();
    }

    /** The result of the case, once nothing more will happen. */
    CaseResult result(Verdict verdict, String reason, double seconds) {
        Map<String, Count> counts = new TreeMap<>(judgement.counts());
        return new CaseResult(
                key,
                path,
                from,
                to,
                verdict,
                run.secrets().mask(reason),
                seconds,
                "evidence/" + key.folder(),
                key.repeat(run.request().command()),
                masked(),
                steps(),
                counts,
                measured.figures(),
                probe);
    }

    private List<Step> steps() {
        return run.timeline().steps(key).stream()
                .map(s -> new Step(
                        s.name(), s.startedAt(), s.seconds(), run.secrets().mask(s.outcome())))
                .toList();
    }

    private List<Finding> masked() {
        return findings().stream()
                .map(f -> new Finding(
                        f.severity(),
                        f.kind(),
                        f.object(),
                        run.secrets().mask(f.key()),
                        run.secrets().mask(f.expected()),
                        run.secrets().mask(f.found()),
                        run.secrets().mask(f.group()),
                        f.step(),
                        f.known()))
                .toList();
    }
}
