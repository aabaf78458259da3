package org.upgradeharness.scenarios.steps;

import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.util.EnumSet;
import java.util.Set;
import org.upgradeharness.judge.Kind;

/** The way back to the old release. */
public final class Rollbacks {
    private final Scene scene;

    /** Made by Cucumber for each scenario. */
    public Rollbacks(Scene scene) {
        this.scene = scene;
    }

    @Given("it was upgraded to {word} and used")
    public void upgradedAndUsed(String release) {
        scene.act(() -> scene.upgrade().goneUp(scene.sideToLeave(release)));
    }

    @When("I downgrade the database and start {word}")
    public void downgrade(String release) {
        scene.act(() -> scene.upgrade().back().downgrade());
    }

    @When("I restore the backup and start {word}")
    public void restore(String release) {
        scene.act(() -> scene.upgrade().back().restore());
    }

    @Then("the gateway should start successfully on {word}")
    public void starts(String release) {
        scene.demandNothing("the gateway should start successfully on " + release, Scene.service());
    }

    @Then("all data should remain accessible")
    public void accessible() {
        scene.demandNothing("all data should remain accessible", Scene.data());
    }

    @Then("no data should be corrupted")
    public void intact() {
        scene.demandNothing("no data should be corrupted", EnumSet.of(Kind.CHANGED_VALUE, Kind.SCHEMA_DIFFERENCE));
    }

    @Then("nothing should be lost but what is declared")
    public void lossesDeclared() {
        scene.demandNothing(
                "nothing should be lost but what is declared", Set.of(Kind.LOST_BY_ROLLBACK, Kind.IRREVERSIBLE));
    }
}
