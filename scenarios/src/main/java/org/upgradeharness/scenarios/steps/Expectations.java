package org.upgradeharness.scenarios.steps;

import io.cucumber.java.en.Then;
import java.util.EnumSet;
import java.util.Set;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.run.Way;

/** What should hold afterwards; each step looks at the findings of its kinds, all of them count for the verdict. */
public final class Expectations {
    private final Scene scene;

    /** Made by Cucumber for each scenario. */
    public Expectations(Scene scene) {
        this.scene = scene;
    }

    @Then("all existing data should be preserved")
    public void dataPreserved() {
        scene.demandNothing("all existing data should be preserved", Scene.data());
    }

    @Then("all services should continue functioning")
    public void servicesContinue() {
        scene.demandNothing("all services should continue functioning", Scene.service());
    }

    @Then("new features should be available")
    public void newFeatures() {
        scene.demandNothing("new features should be available", Set.of(Kind.FEATURE_MISSING));
    }

    @Then("it should accept data and serve it")
    public void acceptsData() {
        EnumSet<Kind> kinds = EnumSet.copyOf(Scene.data());
        kinds.addAll(Scene.service());
        scene.demandNothing("it should accept data and serve it", kinds);
    }

    @Then("what is declared should come of it, and nothing else")
    public void asDeclared() {
        scene.demandNothing("what is declared should come of it, and nothing else", EnumSet.allOf(Kind.class));
    }

    @Then("every setting in use should have an effect")
    public void settingsKnown() {
        scene.demandNothing("every setting in use should have an effect", Set.of(Kind.SETTING_IGNORED));
    }

    @Then("the database of {word} should be as after {string} in one go")
    public void asAfterDirect(String release, String command) {
        scene.act(() -> scene.upgrade()
                .compareWithDirect(
                        scene.side(release),
                        Way.byCommand(scene.product(), command).name()));
        EnumSet<Kind> kinds = EnumSet.copyOf(Scene.data());
        kinds.add(Kind.SCHEMA_DIFFERENCE);
        scene.demandNothing("the database should be as after " + command + " in one go", kinds);
    }

    @Then("every other way to install {word} should give the same schema")
    public void sameSchema(String release) {
        scene.act(() -> scene.upgrade().compareInstallations(scene.side(release)));
        scene.demandNothing("every other way to install should give the same schema", Set.of(Kind.SCHEMA_DIFFERENCE));
    }
}
