package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.gateway.NotServing;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.judge.VersionJudge;
import org.upgradeharness.migrate.Lowered;
import org.upgradeharness.migrate.Revision;
import org.upgradeharness.migrate.SteppedMigrator;
import org.upgradeharness.migrate.WayDown;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.StepNames;
import org.upgradeharness.witness.Observation;
import org.upgradeharness.witness.Sight;

/**
 * The way back of one case: a store that went up and was used there is given back to the old release. The order is fixed: go back,
 * [old release starts], rows, version, schema, look, use, log.
 */
public final class WayBack {
    private static final String WRITTEN_SINCE = "written after the backup that was restored";

    private final Run run;
    private final Bench bench;
    private final CaseKey key;
    private final EvidenceFolder evidence;
    private final Judgement judgement;
    private final ReturnJudgement returned;
    private final Consumer<Damage> damage;
    private final Measured measured;
    private final Seeded old;
    private final GoneUp up;

    WayBack(
            Run run,
            Bench bench,
            CaseKey key,
            EvidenceFolder evidence,
            Judgement judgement,
            Consumer<Damage> damage,
            Measured measured,
            Seeded old,
            GoneUp up) {
        this.run = run;
        this.bench = bench;
        this.key = key;
        this.evidence = evidence;
        this.judgement = judgement;
        this.damage = damage;
        this.measured = measured;
        this.old = old;
        this.up = up;
        this.returned = new ReturnJudgement(run, bench, evidence, judgement, old, up);
    }

    /**
     * Goes back by a downgrade to the head of the old release, read from its image, and starts the old release. Where a revision
     * cannot be taken back, the backup is proven in its place.
     */
    public void downgrade() {
        if (!usable()) {
            return;
        }
        Store store = bench.server().copy(up.store(), name());
        Guards.twoStores(up.store(), store);
        LossRules rules = returned.declared();
        if (!lowered(store, rules)) {
            proveBackup();
            return;
        }
        damage.accept(new Damage(bench.server(), store, Damage.Moment.GONE_BACK));
        List<RevisionTrail> trail = new ArrayList<>();
        Supplier<RevisionTrail> traced = () -> {
            if (trail.isEmpty()) {
                trail.add(traced());
            }
            return trail.get(0);
        };
        judgement.store().version(store, old.side());
        serve(store, rules, traced);
        if (judgement.findings().stream().anyMatch(WayBack::lostOfTheOld)) {
            proveBackup();
        }
    }

    private static boolean lostOfTheOld(Finding finding) {
        return finding.known() == null
                && finding.severity() == Severity.ERROR
                && (finding.kind() == Kind.LOST_ROW || finding.kind() == Kind.CHANGED_VALUE);
    }

    /** Goes back by restoring the backup that was taken before the upgrade, proves what it holds, and starts the old release. */
    public void restore() {
        if (!usable()) {
            return;
        }
        Store store = restored();
        damage.accept(new Damage(bench.server(), store, Damage.Moment.GONE_BACK));
        judgement.store().sameAsBefore(old.store(), store);
        serve(store, new LossRules(List.of(), WRITTEN_SINCE), () -> new RevisionTrail());
    }

    /** Goes back by one revision, as {@code alembic downgrade -1} does, and starts the old release on what comes of it. */
    public void downgradeByOne() {
        if (!usable()) {
            return;
        }
        Store store = bench.server().copy(up.store(), name());
        try (SteppedMigrator migrator = bench.step(old.side(), up.side(), store)) {
            WayDown way = migrator.down(versions(store), head());
            Lowered lowered = run.timeline()
                    .step(key, StepNames.downgrade(up.side().version(), "-1"), () -> migrator.downgrade("-1"));
            evidence.lines("downgrade.txt", lines(lowered, way));
            judgement.add(byOne(store, way, lowered));
        }
        startByMistake(store, "after alembic downgrade -1");
    }

    private Finding byOne(Store store, WayDown way, Lowered lowered) {
        String command = "alembic downgrade -1";
        if (!lowered.error().isEmpty()) {
            return Finding.of(Severity.WARNING, Kind.IRREVERSIBLE, command, "", "one revision back", lowered.error());
        }
        List<String> versions = versions(store);
        return Finding.of(
                versions.equals(old.side().image().heads()) ? Severity.NOTE : Severity.WARNING,
                Kind.IRREVERSIBLE,
                command,
                "",
                "back to " + head() + ", the head of " + old.side().version(),
                lowered.revisions().size() + " of " + way.revisions().size() + " revisions back, at "
                        + String.join(", ", versions));
    }

    /** Starts the old release on the store as the new release left it: it must serve, or refuse and say why. */
    public void startOldByMistake() {
        if (usable()) {
            Store store = bench.server().copy(up.store(), name());
            startByMistake(store, "on the database of " + up.side().version());
        }
    }

    private void startByMistake(Store store, String where) {
        Side side = old.side();
        Store untouched = bench.server().copy(store, name());
        boolean serves = new MistakenStart(run, bench, key, evidence, judgement).judge(side, store, where, old);
        if (!serves) {
            judgement
                    .store()
                    .sameAsBefore(
                            untouched, store, run.rules().allowed(side.version(), side.version(), bench.engine()));
        }
    }

    /** Goes back by a downgrade, lets the old release write, and goes up once more. */
    public void upAgain() {
        if (!usable()) {
            return;
        }
        Store store = bench.server().copy(up.store(), name());
        LossRules rules = returned.declared();
        if (lowered(store, rules)) {
            new UpAgain(bench, key, evidence, judgement, old, up).judge(store, rules);
        } else {
            proveBackup();
        }
    }

    /** Takes every revision back alone, on the way up, and applies it again. */
    public void backAndForth() {
        Store store = bench.server().copy(old.store(), name());
        try (SteppedMigrator migrator = bench.step(old.side(), up.side(), store)) {
            BackAndForth steps = new BackAndForth(store, returned.declared());
            judgement.layer(StepNames.backAndForth(up.side().version()), () -> steps.run(migrator));
            evidence.lines("back-and-forth.txt", steps.lines());
            evidence.lines("migrator.log", migrator.log());
        }
        judgement.store().version(store, up.side());
    }

    private boolean usable() {
        up.findings().forEach(judgement::add);
        return up.findings().isEmpty();
    }

    private String name() {
        return bench.name("back-" + key.way());
    }

    private String head() {
        List<String> heads = old.side().image().heads();
        if (heads.size() != 1) {
            throw new BrokenEnvironment("The package in " + old.side().image().name() + " has " + heads.size()
                    + " migration heads; one is needed to go back to.");
        }
        return heads.get(0);
    }

    private List<String> versions(Store store) {
        try (StoreReader reader = StoreReader.open(store.address())) {
            return VersionJudge.versions(reader);
        }
    }

    /** Asks both releases for the way, the old one first: it is the one that people have at hand. */
    private boolean lowered(Store store, LossRules rules) {
        List<String> refusals = new ArrayList<>();
        for (Side side : List.of(old.side(), up.side())) {
            try (SteppedMigrator migrator = bench.step(old.side(), side, store)) {
                WayDown way = migrator.down(versions(store), head());
                if (!way.known()) {
                    refusals.add(side.version() + " cannot: " + way.refusal());
                    continue;
                }
                refusals.add(side.version() + " can: " + way.revisions().size() + " revisions");
                evidence.lines("who-can-go-back.txt", refusals);
                way.withoutWayBack().forEach(r -> judgement.add(rules.empty(r)));
                return lowered(migrator, side, way, rules);
            }
        }
        evidence.lines("who-can-go-back.txt", refusals);
        judgement.add(rules.failed(String.join(", ", versions(store)), String.join("; ", refusals)));
        return false;
    }

    private boolean lowered(SteppedMigrator migrator, Side side, WayDown way, LossRules rules) {
        if (way.revisions().isEmpty()) {
            throw new BrokenEnvironment("There is no revision between "
                    + up.side().version() + " and " + old.side().version() + ": nothing can be taken back.");
        }
        Lowered lowered =
                run.timeline().step(key, StepNames.downgrade(side.version(), head()), () -> migrator.downgrade(head()));
        evidence.lines("downgrade.txt", lines(lowered, way));
        lowered.revisions().forEach(r -> measured.takenBack(named(way, r.revision()), r.seconds()));
        evidence.lines("migrator.log", migrator.log());
        if (!lowered.error().isEmpty()) {
            String at = lowered.failed().map(id -> named(way, id)).orElse(head());
            judgement.add(rules.failed(at, lowered.error()));
        }
        return lowered.error().isEmpty();
    }

    private static List<String> lines(Lowered lowered, WayDown way) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%.2f s for %d revisions",
                lowered.seconds(),
                lowered.revisions().size()));
        for (Lowered.Taken taken : lowered.revisions()) {
            lines.add(String.format(Locale.ROOT, "  %.2f s  %s", taken.seconds(), named(way, taken.revision())));
        }
        return lines;
    }

    private static String named(WayDown way, String id) {
        return way.revisions().stream()
                .filter(r -> r.id().equals(id))
                .map(Revision::toString)
                .findFirst()
                .orElse(id);
    }

    /** The same way once more, revision by revision, to tell which one touched what. */
    private RevisionTrail traced() {
        Store store = bench.server().copy(up.store(), name());
        try (SteppedMigrator migrator = bench.step(old.side(), up.side(), store)) {
            Stepwise steps = new Stepwise(store);
            steps.back(migrator, migrator.down(versions(store), head()));
            evidence.lines("revisions-taken-back.txt", steps.trail().lines());
            return steps.trail();
        }
    }

    private Store restored() {
        return run.timeline().step(key, StepNames.RESTORE, () -> bench.server().restore(old.backup(), name()));
    }

    /** Where a downgrade is no way back, the backup must be one. */
    private void proveBackup() {
        judgement.store().sameAsBefore(old.store(), restored());
        judgement.add(Finding.of(
                Severity.NOTE,
                Kind.IRREVERSIBLE,
                "downgrade to " + old.side().version(),
                "",
                "a way back",
                "only the backup leads back; it was restored and compared"));
    }

    private void serve(Store store, LossRules rules, Supplier<RevisionTrail> trail) {
        Side side = old.side();
        try (Gateway gateway = bench.start(side, side, store, run.transcript(evidence, "http.txt"))) {
            try {
                boolean serving =
                        run.timeline().step(key, StepNames.startAgain(side.version()), () -> ready(side, gateway));
                returned.rows(store, rules, trail);
                if (serving) {
                    // One that does not start leaves the version row as it was found.
                    judgement.store().version(store, side);
                }
                returned.schema(store, trail);
                List<String> usual = old.log();
                if (serving) {
                    ask(gateway, side, rules);
                    usual = usualLog(side);
                }
                judgement.gateway().log(gateway.log(), usual);
            } finally {
                evidence.lines("gateway-back.log", gateway.log());
            }
        }
    }

    /** What the old release gets wrong without having been away is not lost by going back. */
    private List<String> usualLog(Side side) {
        if (!judgement.troubled(StepNames.USE)) {
            return old.log();
        }
        UsualFaults usual = UsualFaults.of(run, bench, key, evidence, old);
        judgement.usual(StepNames.USE, usual, "what " + side.version() + " does without any upgrade");
        return Stream.concat(old.log().stream(), usual.log().stream()).toList();
    }

    private boolean ready(Side side, Gateway gateway) {
        try {
            run.awaitReady(gateway);
            return true;
        } catch (NotServing e) {
            judgement.add(Failures.start(side, "after going back", "", e));
            return false;
        }
    }

    private void ask(Gateway gateway, Side side, LossRules rules) {
        Sight sight = old.sightAgain(gateway.api());
        Observation now = judgement.gateway().api(sight);
        judgement.gateway().reported(now.reportedVersion(), side);
        up.made()
                .forEach((feature, keys) -> keys.stream()
                        .filter(k -> !now.entities().containsKey(feature)
                                || !now.entities().get(feature).containsKey(k))
                        .forEach(k -> judgement.add(rules.entity(feature, k))));
        judgement.gateway().use(sight);
        judgement.gateway().alive(gateway, side);
        boolean runs = gateway.running();
        boolean ended = run.timeline().step(key, StepNames.stop(side.version()), gateway::stop);
        if (runs) {
            Failures.stop(side, ended, gateway.exitCode(), run.product().start().stopSeconds())
                    .ifPresent(judgement::add);
        }
    }
}
