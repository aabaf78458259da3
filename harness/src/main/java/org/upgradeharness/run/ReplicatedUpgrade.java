package org.upgradeharness.run;

import java.util.List;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.probe.Budget;
import org.upgradeharness.store.Store;
import org.upgradeharness.witness.Dataset;
import org.upgradeharness.witness.Sight;

/** Upgrades of several replicas on one store: one by one under load, all at once, in containers or in a cluster. */
public final class ReplicatedUpgrade {
    private final Course course;
    private final Judgement judgement;
    private final Serving serving;
    private Roll roll;
    private KubernetesRoll inCluster;
    private int count;

    ReplicatedUpgrade(Course course) {
        this.course = course;
        this.serving = new Serving(course);
        this.judgement = course.judgement();
    }

    /** Replicas of a release with data, behind a load balancer. */
    public void replicas(Side side, int replicas) {
        course.seed(side, Dataset.SMOKE);
        count = replicas;
        roll = new Roll(course.run(), course.bench(), course.key(), course.evidence(), course.old(), replicas);
    }

    /** Replaces the replicas one by one and looks at both releases at every step. */
    public void mix(Side side, String migrator) {
        course.goTo(side);
        try (Roll rolling = roll) {
            new MixedState(course.run(), judgement, course.old(), rolling, count).to(side, migrator);
        }
    }

    /**
     * Starts several gateways of a release at once on a copy of the seeded store, and looks at everything.
     *
     * @param killing whether the one that migrates is killed while it does, so that another one must
     */
    public void startTogether(Side side, int gateways, boolean killing) {
        Store moved = course.copy();
        course.goTo(side);
        try (TogetherStart together = new TogetherStart(course.run(), course.evidence())) {
            List<Finding> late = course.step(
                    "start " + gateways + " gateways of " + side.version() + " at once, "
                            + (killing ? "kill the one that migrates, " : "") + "until all are ready",
                    () -> together.start(course.bench(), course.old().side(), side, moved, gateways, killing));
            late.forEach(judgement::add);
            judgement.store().rows(moved);
            judgement.store().version(moved, side);
            judgement.store().schema(moved, side);
            judgement.store().builtIn(moved, side);
            if (late.isEmpty()) {
                for (Gateway gateway : together.gateways()) {
                    judgement.gateway().api("look at " + gateway.name(), serving.sight(gateway), side.version());
                }
                serving.ask(side, together.gateways().get(0));
                together.gateways().forEach(gateway -> judgement.gateway().alive(gateway, side));
            }
        }
    }

    /** Replaces the replicas one by one while a probe asks, and looks at everything through the load balancer afterwards. */
    public void roll(Side side, RollPlan plan) {
        course.goTo(side);
        try (Roll rolling = roll) {
            boolean complete = probed(
                    rolling.to(
                            side,
                            plan,
                            replica -> judgement
                                    .gateway()
                                    .apiUnderLoad(
                                            "look at " + course.old().side().version() + " on the migrated store",
                                            serving.sight(replica),
                                            course.old().side().version())),
                    rolling.sight());
            if (!complete) {
                return;
            }
            serving.look(rolling.sight(), side);
            judgement.store().nothingLost(rolling.store());
            judgement.store().version(rolling.store(), side);
            judgement.store().schema(rolling.store(), side);
            judgement.store().builtIn(rolling.store(), side);
        }
    }

    /**
     * Replicas of a release with data in the cluster that the run was given.
     *
     * @param next the release that they are to be replaced by
     */
    public void replicasInCluster(Side side, Side next, int replicas) {
        course.seed(side, Dataset.SMOKE);
        inCluster = new KubernetesRoll(
                course.run(), course.bench(), course.key(), course.evidence(), course.old(), next, replicas);
    }

    /** Upgrades the replicas in the cluster by Helm while a probe asks, and looks at everything afterwards. */
    public void rollInCluster(Side side, String migrator, Budget budget) {
        course.goTo(side);
        try (KubernetesRoll rolling = inCluster) {
            if (!probed(rolling.to(side, migrator, budget), rolling.sight())) {
                return;
            }
            judgement.store().version(rolling.store(), side);
            judgement.store().schema(rolling.store(), side);
            judgement.store().builtIn(rolling.store(), side);
            look(rolling, side);
        }
    }

    /** Upgrades the replicas in the cluster to a gateway that never serves, goes back, and looks at everything afterwards. */
    public void breakInCluster(Side side, Budget budget) {
        course.goTo(course.old().side());
        try (KubernetesRoll rolling = inCluster) {
            if (probed(rolling.toBrokenAndBack(side, budget), rolling.sight())) {
                look(rolling, course.old().side());
            }
        }
    }

    /** Whether all was changed; where it was not, what is left is looked at as what the old release shows. */
    private boolean probed(UnderLoad.Outcome outcome, Sight sight) {
        course.probed(outcome.probe(), outcome.late());
        judgement.rolled(outcome.findings());
        if (!outcome.complete()) {
            judgement
                    .gateway()
                    .api("look at what is left", sight, course.old().side().version());
        }
        return outcome.complete();
    }

    private void look(KubernetesRoll rolling, Side side) {
        judgement.store().rowsAfterUse(rolling.store());
        serving.look(rolling.sight(), side);
    }
}
