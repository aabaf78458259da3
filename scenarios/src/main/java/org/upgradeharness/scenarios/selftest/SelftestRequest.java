package org.upgradeharness.scenarios.selftest;

import java.nio.file.Path;
import java.util.List;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.defect.Defect;
import org.upgradeharness.store.Engine;

/**
 * What a person asks of a self-test.
 *
 * @param defects the defects that are planted; none for controls alone
 * @param engines the kinds of database; those on which the control cannot run are left out
 * @param control the run in which nothing is planted
 * @param repeat how often everything is run
 * @param report the report folder
 */
public record SelftestRequest(List<Defect> defects, List<Engine> engines, Control control, int repeat, Path report) {
    public SelftestRequest {
        defects = List.copyOf(defects);
        engines = engines.stream().filter(control::on).toList();
        if (control != Control.OWN_START && !defects.isEmpty()) {
            throw new UsageError("Defects are planted in " + Control.OWN_START.caseId()
                    + " and other cases of their own: --case " + control.caseId() + " goes with --controls-only.");
        }
        if (engines.isEmpty()) {
            throw new UsageError("The control of " + control.caseId() + " runs on none of these engines.");
        }
        if (repeat < 1) {
            throw new UsageError("\"" + repeat + "\" after --repeat is not allowed: 1 or more.");
        }
    }
}
