package org.upgradeharness.scenarios.steps;

import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.util.Set;
import org.opentest4j.TestAbortedException;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.probe.Budget;
import org.upgradeharness.run.Side;

/** Replicas in a cluster that are replaced by Helm while people go on asking. */
public final class Kubernetes {
    private final Scene scene;

    /** Made by Cucumber for each scenario. */
    public Kubernetes(Scene scene) {
        this.scene = scene;
    }

    @Given("{int} replicas of {word} with data in Kubernetes")
    public void replicas(int count, String release) {
        scene.act(() -> {
            if (scene.request().cluster() == null) {
                throw new TestAbortedException(
                        "No cluster was given: --kubernetes takes that of KUBECONFIG, --kubeconfig FILE another.");
            }
            Rollable.demand(scene);
            Side old = scene.side(release);
            Side next = scene.side("GA");
            Rollable.demandBoth(scene, old, next);
            scene.upgrade().replicated().replicasInCluster(old, next, count);
        });
    }

    @When("I upgrade them to {word} by Helm")
    public void upgrade(String release) {
        scene.act(() -> scene.upgrade()
                .replicated()
                .rollInCluster(scene.side(release), scene.lastMigrator(), scene.budget(Budget.ZERO)));
    }

    @When("I upgrade them by Helm to a {word} that never serves, and back")
    public void breakAndGoBack(String release) {
        scene.act(() -> scene.upgrade().replicated().breakInCluster(scene.side(release), scene.budget(Budget.ZERO)));
    }

    @Then("every value given to Helm should be seen on the live objects")
    public void everyValue() {
        scene.demandNothing(
                "every value given to Helm should be seen on the live objects", Set.of(Kind.SETTING_IGNORED));
    }
}
