package org.upgradeharness.scenarios.steps;

import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.util.EnumSet;
import java.util.Set;
import org.opentest4j.TestAbortedException;
import org.upgradeharness.crash.Death;
import org.upgradeharness.judge.Kind;

/** Migrations that are interrupted and run again. */
public final class Interruptions {
    /** What the test plan types: {@code timeout 2 alembic upgrade head}. */
    private static final double PATIENCE_SECONDS = 2;

    private final Scene scene;

    /** Made by Cucumber for each scenario. */
    public Interruptions(Scene scene) {
        this.scene = scene;
    }

    @Given("a migration that was partially applied")
    public void partiallyApplied() {
        scene.act(() -> {
            scene.upgrade().seeded(scene.side("RC1"));
            scene.upgrade().interrupted().interruptAfter(PATIENCE_SECONDS, scene.side("GA"));
        });
    }

    @When("I run the migration again")
    public void runAgain() {
        scene.act(() -> scene.upgrade().interrupted().runAgain(scene.side("GA")));
    }

    @When("I run the migration to {word} again after it was killed in every revision")
    public void killedInEveryRevision(String release) {
        scene.act(() -> scene.upgrade().interrupted().interruptInEveryRevision(scene.side(release)));
    }

    @When("I run the migration to {word} again after it broke off because {string}")
    public void brokeOff(String release, String death) {
        scene.act(() -> {
            Death how = Death.of(death);
            String impossible = how.notOn(scene.engine());
            if (!impossible.isEmpty()) {
                throw new TestAbortedException(impossible);
            }
            scene.upgrade().interrupted().breakOff(how, scene.side(release));
        });
    }

    @When("I run every migration to {word} twice")
    public void everyMigrationTwice(String release) {
        scene.act(() -> scene.upgrade().interrupted().migrateAgain(scene.side(release)));
    }

    @When("I run several migrators of {word} at once")
    public void severalMigrators(String release) {
        scene.act(() -> scene.upgrade().interrupted().migrateAtOnce(scene.side(release)));
    }

    @Then("it should complete without errors")
    public void completes() {
        scene.demandNothing("it should complete without errors", Set.of(Kind.RETRY_FAILED, Kind.MIGRATION_FAILED));
    }

    @Then("the database should be in correct state")
    public void correctState() {
        EnumSet<Kind> kinds = EnumSet.copyOf(Scene.data());
        kinds.addAll(Scene.service());
        kinds.addAll(Set.of(Kind.RETRY_DIFFERS, Kind.SCHEMA_DIFFERENCE));
        scene.demandNothing("the database should be in correct state", kinds);
    }
}
