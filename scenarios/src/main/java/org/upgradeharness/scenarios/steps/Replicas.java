package org.upgradeharness.scenarios.steps;

import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.opentest4j.TestAbortedException;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.probe.Budget;
import org.upgradeharness.rollout.Departure;
import org.upgradeharness.rollout.RollFault;
import org.upgradeharness.run.RollPlan;
import org.upgradeharness.run.RollTrouble;
import org.upgradeharness.run.Side;
import org.upgradeharness.store.Engine;

/** Replicas behind a load balancer that are replaced while people go on asking. */
public final class Replicas {
    private final Scene scene;

    /** Made by Cucumber for each scenario. */
    public Replicas(Scene scene) {
        this.scene = scene;
    }

    @Given("{int} replicas of {word} with data behind a load balancer")
    public void replicas(int count, String release) {
        scene.act(() -> {
            Rollable.demand(scene);
            Side old = scene.side(release);
            if (count > 1) {
                Rollable.demandBoth(scene, old, scene.side("GA"));
            }
            scene.upgrade().replicated().replicas(old, count);
        });
    }

    @Given("one replica of {word} with data behind a load balancer")
    public void replica(String release) {
        replicas(1, release);
    }

    @When("I stop it and start {word} in its place, which migrates")
    public void stopStart(String release) {
        roll(release, Departure.DRAINED, null, Budget.MEASURED);
    }

    @When("I roll them to {word}, go back when half are replaced, and roll them again")
    public void backInTheMiddle(String release) {
        rollTo(release, new RollPlan(Departure.DRAINED, scene.lastMigrator(), scene.budget(Budget.ZERO), true, null));
    }

    @When("I roll them to {word}, and at a random step {}, from which all recovers within {int} seconds")
    public void rollInTrouble(String release, String fault, int seconds) {
        RollTrouble trouble = new RollTrouble(RollFault.of(fault), Duration.ofSeconds(seconds));
        rollTo(
                release,
                new RollPlan(Departure.DRAINED, scene.lastMigrator(), scene.budget(Budget.ZERO), false, trouble));
    }

    @When("I roll them to {word}, each drained before it is stopped")
    public void rollDrained(String release) {
        roll(release, Departure.DRAINED, scene.lastMigrator(), Budget.ZERO);
    }

    @When("I roll them to {word}, each drained before it is stopped, and the first new one migrates")
    public void rollFirstMigrates(String release) {
        roll(release, Departure.DRAINED, null, Budget.ZERO);
    }

    @When("I roll them to {word}, each stopped without a word")
    public void rollUnannounced(String release) {
        roll(release, Departure.UNANNOUNCED, scene.lastMigrator(), Budget.MEASURED);
    }

    @When("I replace them by {word} one by one and look at both releases at every step")
    public void mix(String release) {
        scene.act(() -> scene.upgrade().replicated().mix(scene.side(release), scene.lastMigrator()));
    }

    @When("I start {int} gateways of {word} at once")
    public void startTogether(int count, String release) {
        together(count, release, false);
    }

    @When("I start {int} gateways of {word} at once and kill the one that migrates")
    public void startTogetherAndKill(int count, String release) {
        together(count, release, true);
    }

    private void together(int count, String release, boolean killing) {
        scene.act(() -> {
            if (scene.engine() != Engine.POSTGRES) {
                throw new TestAbortedException(
                        "A SQLite file belongs to one gateway: started together is on PostgreSQL.");
            }
            scene.upgrade().replicated().startTogether(scene.side(release), count, killing);
        });
    }

    private void roll(String release, Departure departure, String migrator, Budget usual) {
        rollTo(release, RollPlan.straight(departure, migrator, scene.budget(usual)));
    }

    private void rollTo(String release, RollPlan plan) {
        scene.act(() -> scene.upgrade().replicated().roll(scene.side(release), plan));
    }

    @Then("there should be no more downtime than allowed")
    public void noDowntime() {
        scene.demandNothing(
                "there should be no more downtime than allowed",
                EnumSet.of(Kind.OUTAGE, Kind.STALE_READ, Kind.NOT_SERVING));
    }

    @Then("every acknowledged write should be there, once")
    public void everyWrite() {
        scene.demandNothing(
                "every acknowledged write should be there, once", Set.of(Kind.LOST_WRITE, Kind.DOUBLED_WRITE));
    }
}
