package org.upgradeharness.scenarios.steps;

import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.util.Set;
import org.opentest4j.TestAbortedException;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.probe.Budget;
import org.upgradeharness.run.Side;
import org.upgradeharness.store.Engine;

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
            if (scene.engine() != Engine.POSTGRES) {
                throw new TestAbortedException(
                        "Replicas share a store, and a SQLite file belongs to one gateway: rolled is on PostgreSQL.");
            }
            if (scene.request().dumps().own().isPresent()) {
                throw new TestAbortedException(
                        "The probe reads and calls what the seed makes, and --dump brings other data.");
            }
            Side old = scene.side(release);
            Side next = scene.side("GA");
            scene.product().rolling().impossible(old.version(), next.version()).ifPresent(why -> {
                throw new TestAbortedException("product.yaml says that all replicas must be stopped: " + why);
            });
            scene.upgrade().replicasInCluster(old, next, count);
        });
    }

    @When("I upgrade them to {word} by Helm")
    public void upgrade(String release) {
        scene.act(() ->
                scene.upgrade().rollInCluster(scene.side(release), scene.lastMigrator(), scene.budget(Budget.ZERO)));
    }

    @When("I upgrade them by Helm to a {word} that never serves, and back")
    public void breakAndGoBack(String release) {
        scene.act(() -> scene.upgrade().breakInCluster(scene.side(release), scene.budget(Budget.ZERO)));
    }

    @Then("every value given to Helm should be seen on the live objects")
    public void everyValue() {
        scene.demandNothing(
                "every value given to Helm should be seen on the live objects", Set.of(Kind.SETTING_IGNORED));
    }
}
