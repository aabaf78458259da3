package org.upgradeharness.scenarios.sweep;

import java.nio.file.Path;
import org.upgradeharness.run.RunRequest;
import org.upgradeharness.store.Engine;

/**
 * What a person asks of a sweep.
 *
 * @param run releases, settings, report folder
 * @param engine the kind of database
 * @param shard which part of the points
 * @param point one point alone, or 0
 */
public record SweepRequest(RunRequest run, Engine engine, Shard shard, int point) {
    Path folder() {
        return run.report();
    }

    boolean wants(int n) {
        return point > 0 ? n == point : shard.has(n);
    }
}
