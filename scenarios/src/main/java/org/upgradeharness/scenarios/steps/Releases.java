package org.upgradeharness.scenarios.steps;

import io.cucumber.java.en.Given;
import io.cucumber.java.en.When;
import java.util.List;
import org.opentest4j.TestAbortedException;
import org.upgradeharness.product.Configuration;
import org.upgradeharness.run.Side;
import org.upgradeharness.run.Way;
import org.upgradeharness.witness.Dataset;

/** Releases that run, are installed, upgraded and restarted. */
public final class Releases {
    private final Scene scene;

    /** Made by Cucumber for each scenario. */
    public Releases(Scene scene) {
        this.scene = scene;
    }

    @Given("a running {word} gateway with data")
    public void running(String release) {
        scene.act(() -> scene.upgrade().seeded(scene.sideWithData(release)));
    }

    @Given("a running {word} gateway with every kind of data")
    public void runningFull(String release) {
        scene.act(() -> scene.upgrade().seeded(scene.sideWithData(release), Dataset.FULL));
    }

    @Given("a running {word} gateway with very much data")
    public void runningBulk(String release) {
        scene.act(() -> scene.upgrade().seeded(scene.sideWithData(release), Dataset.BULK));
    }

    @Given("a row in every table and a value in every column")
    public void generatedRows() {
        scene.act(() -> scene.upgrade().generateRows());
    }

    @Given("an empty database")
    public void empty() {
        // Every store begins empty; the step is there for the reader.
    }

    @When("I perform the upgrade to {word}")
    public void upgrade(String release) {
        scene.act(() -> scene.upgrade().moveTo(scene.target(release), new Way.OwnStart()));
    }

    @When("I perform the upgrade to {word} and restart it")
    public void upgradeAndRestart(String release) {
        scene.act(() -> {
            Side target = scene.target(release);
            scene.upgrade().moveTo(List.of(target), target, new Way.OwnStart());
        });
    }

    @When("I perform the upgrade to {word} by {string}")
    public void upgradeBy(String release, String command) {
        scene.act(() -> scene.upgrade().moveTo(scene.target(release), Way.byCommand(scene.product(), command)));
    }

    @When("I perform the upgrade to {word} by {string} by way of {word}")
    public void upgradeByWayOf(String release, String command, String hop) {
        scene.act(() -> scene.upgrade()
                .moveTo(
                        List.of(scene.hop(hop, release)),
                        scene.target(release),
                        Way.byCommand(scene.product(), command)));
    }

    @When("I perform the upgrade to {word} revision by revision")
    public void upgradeStepwise(String release) {
        scene.act(() -> scene.upgrade().moveStepwise(scene.target(release)));
    }

    @When("I perform the upgrade to {word} revision by revision, and by {string} then")
    public void upgradeStepwise(String release, String command) {
        scene.act(() -> scene.upgrade().moveStepwise(scene.target(release), Way.byCommand(scene.product(), command)));
    }

    @When("I perform the upgrade to {word} with {string}")
    public void upgradeWith(String release, String configuration) {
        scene.act(() -> {
            Configuration wanted = scene.product()
                    .configuration(configuration)
                    .orElseThrow(() -> new TestAbortedException(
                            "product.yaml declares no configuration \"" + configuration + "\"."));
            if (!scene.upgrade().moveTo(scene.target(release), wanted)) {
                throw new TestAbortedException(
                        "product.yaml declares no outcome of \"" + configuration + "\" for this release.");
            }
        });
    }

    @When("I look at the settings that {word} knows")
    public void settings(String release) {
        scene.act(() -> scene.upgrade().compareSettings(scene.side(release)));
    }

    @When("I restart {word}")
    public void restart(String release) {
        scene.act(() -> scene.upgrade().moveTo(scene.side(release), new Way.OwnStart()));
    }

    @When("I install {word}")
    public void install(String release) {
        scene.act(() -> scene.upgrade().installed(scene.sideWithData(release)));
    }
}
