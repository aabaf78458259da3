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

    @When("I downgrade the database, use {word}, and upgrade to {word} again")
    public void upAgain(String older, String newer) {
        scene.act(() -> scene.upgrade().back().upAgain());
    }

    @When("I run alembic downgrade -1 and start {word}")
    public void downgradeByOne(String release) {
        scene.act(() -> scene.upgrade().back().downgradeByOne());
    }

    @When("I start {word} on the database of GA by mistake")
    public void startByMistake(String release) {
        scene.act(() -> scene.upgrade().back().startOldByMistake());
    }

    @When("I take every revision of {word} back and apply it again")
    public void backAndForth(String release) {
        scene.act(() -> scene.upgrade().back().backAndForth());
    }

    @Then("all four generations of data should be there")
    public void fourGenerations() {
        EnumSet<Kind> kinds = EnumSet.copyOf(Scene.data());
        kinds.addAll(
                EnumSet.of(Kind.SCHEMA_DIFFERENCE, Kind.VERSION_MISMATCH, Kind.WRITE_REFUSED, Kind.LOST_BY_ROLLBACK));
        scene.demandNothing("all four generations of data should be there", kinds);
    }

    @Then("{word} should serve, or refuse and say why")
    public void servesOrRefuses(String release) {
        EnumSet<Kind> kinds = EnumSet.copyOf(Scene.data());
        kinds.addAll(Scene.service());
        scene.demandNothing(release + " should serve, or refuse and say why", kinds);
    }

    @Then("no revision should leave a trace")
    public void noTrace() {
        scene.demandNothing(
                "no revision should leave a trace",
                EnumSet.of(Kind.SCHEMA_DIFFERENCE, Kind.VERSION_MISMATCH, Kind.IRREVERSIBLE, Kind.MIGRATION_FAILED));
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
