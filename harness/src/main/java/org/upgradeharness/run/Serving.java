package org.upgradeharness.run;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.gateway.NotServing;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.store.Store;
import org.upgradeharness.timeline.StepNames;
import org.upgradeharness.witness.Observation;
import org.upgradeharness.witness.Sight;

/** A release that is started on a store and judged: is it there, are the rows, does it answer, can it be used, and does it stop. */
final class Serving {
    private final Course course;
    private final Run run;
    private final Bench bench;
    private final Judgement judgement;

    Serving(Course course) {
        this.course = course;
        this.run = course.run();
        this.bench = course.bench();
        this.judgement = course.judgement();
    }

    /** Waits until it serves and judges everything; stopped at the end. */
    void serve(Side side, Gateway gateway, Store store) {
        serve(side, gateway, store, Optional.empty());
    }

    /**
     * The same, and what one way to migrate shows as well as another: others than the administrator ask for every operation, and
     * secrets are looked for in all that is told.
     */
    void serve(Side side, Gateway gateway, Store store, Exposure exposure) {
        serve(side, gateway, store, Optional.of(exposure));
    }

    private void serve(Side side, Gateway gateway, Store store, Optional<Exposure> exposure) {
        Supplier<Boolean> start = () -> course.step(StepNames.start(side.version()), () -> ready(side, gateway, store));
        boolean serving = course.measured().figures().isEmpty() ? course.measured(store, start) : start.get();
        if (!serving && gateway.running()) {
            // It may be migrating still: a store that somebody writes to cannot be judged.
            course.step(StepNames.stop(side.version()), gateway::stop);
        }
        course.damaged(store, Damage.Moment.AFTER_START);
        if (course.old().large()) {
            course.measured().comparison(() -> judgement.store().rows(store));
        } else {
            judgement.store().rows(store);
        }
        judgement.store().version(store, side);
        if (!serving) {
            judgement.unmigrated(side);
        }
        judgement.store().schema(store, side);
        judgement.store().builtIn(store, side);
        ExpectedErrors errors = new ExpectedErrors();
        List<String> usual = course.old().log();
        if (serving) {
            if (course.old().own()) {
                usual = askOwn(side, gateway, store);
            } else {
                ask(side, gateway);
                if (exposure.isPresent()) {
                    errors.during(gateway, () -> judgement.gateway().rights(sight(gateway)));
                }
            }
            judgement.gateway().alive(gateway, side);
            errors.during(gateway, () -> judgement.gateway().withoutStore(gateway, bench.server(), store));
            UsedStore used = new UsedStore(run, judgement, store);
            boolean runs = gateway.running();
            boolean ended = course.step(StepNames.stop(side.version()), gateway::stop);
            if (runs) {
                // One that had died before was told as that.
                Failures.stop(
                                side,
                                ended,
                                gateway.exitCode(),
                                run.product().start().stopSeconds())
                        .ifPresent(judgement::add);
            }
            used.atStop();
            used.leftAlone();
            used.forgotten();
            // What could not be used is not counted.
            boolean served = judgement.told().stream().noneMatch(f -> f.kind() == Kind.NOT_SERVING);
            if (served && !course.old().own()) {
                used.counted();
            }
            exposure.filter(e -> !course.old().own()).ifPresent(e -> judgement.exposed(e, store, gateway.log()));
        }
        judgement.gateway().log(errors.otherwise(gateway.log()), usual);
    }

    /** What was seeded, seen through a gateway. */
    Sight sight(Gateway gateway) {
        return course.old().sight(gateway.api());
    }

    /** Looks at everything and uses everything. */
    void ask(Side side, Gateway gateway) {
        Sight sight = sight(gateway);
        look(sight, side);
        judgement.gateway().features(sight, side);
        judgement.gateway().use(sight);
    }

    /** Asks the new release on data that nobody seeded; returned is what a fresh installation logs when it is asked the same. */
    private List<String> askOwn(Side side, Gateway gateway, Store store) {
        List<String> missing = bench.settings().missingForLogin(side);
        if (!missing.isEmpty()) {
            String why = "--dump without " + String.join(", ", missing) + " of that installation; give them with --env";
            OwnJudgement.LAYERS.forEach(layer -> run.timeline().skip(course.key(), layer, why));
            return List.of();
        }
        return new OwnJudgement(run, bench, course.key(), judgement).ask(side, gateway, store, course.old());
    }

    /** Waits until it serves; where it never does, that is found. */
    boolean ready(Side side, Gateway gateway, Store store) {
        try {
            run.awaitReady(gateway);
            return true;
        } catch (NotServing e) {
            Finding silent = Failures.start(side, e);
            judgement.add(silent);
            RefusedSettings.in(
                            gateway.log(),
                            bench.settings()
                                    .of(course.old().side(), side, store)
                                    .keySet(),
                            silent.group())
                    .forEach(judgement::add);
            return false;
        }
    }

    /** Looks at all that the API shows, and at the version that the running program says it is. */
    void look(Sight sight, Side side) {
        Observation now = judgement.gateway().api(sight);
        course.reported(now.reportedVersion());
        judgement.gateway().reported(now.reportedVersion(), side);
    }
}
