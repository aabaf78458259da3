package org.upgradeharness.scenarios.selftest;

import java.nio.file.Path;
import java.util.List;
import org.upgradeharness.defect.Defect;
import org.upgradeharness.store.Engine;

/**
 * What a person asks of a self-test.
 *
 * @param defects the defects that are planted, each in a run of its own; none for controls alone
 * @param engines the kinds of database
 * @param repeat how often everything is run
 * @param report the report folder
 */
public record SelftestRequest(List<Defect> defects, List<Engine> engines, int repeat, Path report) {
    public SelftestRequest {
        defects = List.copyOf(defects);
        engines = List.copyOf(engines);
        if (repeat < 1) {
            throw new org.upgradeharness.config.UsageError(
                    "\"" + repeat + "\" after --repeat is not allowed: 1 or more.");
        }
    }
}
