package org.upgradeharness.scenarios.steps;

import org.opentest4j.TestAbortedException;
import org.upgradeharness.run.Side;
import org.upgradeharness.store.Engine;

/** What must be given so that replicas can be replaced under load; where it is not, the scenario is skipped with the reason. */
final class Rollable {
    private Rollable() {}

    /** A store that replicas can share, with data that the probe knows. */
    static void demand(Scene scene) {
        if (scene.engine() != Engine.POSTGRES) {
            throw new TestAbortedException(
                    "Replicas share a store, and a SQLite file belongs to one gateway: rolled is on PostgreSQL.");
        }
        if (scene.request().dumps().own().isPresent()) {
            throw new TestAbortedException(
                    "The probe reads and calls what the seed makes, and --dump brings other data.");
        }
    }

    /** Two releases that may serve at the same time. */
    static void demandBoth(Scene scene, Side old, Side next) {
        scene.product().rolling().impossible(old.version(), next.version()).ifPresent(why -> {
            throw new TestAbortedException("product.yaml says that all replicas must be stopped: " + why);
        });
    }
}
