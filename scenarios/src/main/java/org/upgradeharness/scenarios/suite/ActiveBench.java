package org.upgradeharness.scenarios.suite;

import java.util.Optional;
import org.upgradeharness.run.Bench;
import org.upgradeharness.run.Damage;
import org.upgradeharness.run.Run;

/**
 * What the glue of one launcher execution works on. Cucumber makes the glue itself and runs it on the thread that started
 * the execution, so the thread is the way to hand it over.
 *
 * @param run the run
 * @param bench the engine's bench
 * @param damage what happens to the stores between old and new; nothing, but in tests of the checks themselves
 */
public record ActiveBench(Run run, Bench bench, java.util.function.Consumer<Damage> damage) {
    private static final ThreadLocal<ActiveBench> CURRENT = new ThreadLocal<>();

    /** What this thread's scenarios work on; empty in a dry run. */
    public static Optional<ActiveBench> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Runs something with this bench as the thread's own. */
    void during(Runnable work) {
        CURRENT.set(this);
        try {
            work.run();
        } finally {
            CURRENT.remove();
        }
    }
}
