package org.upgradeharness.run;

import java.util.List;
import org.upgradeharness.judge.AllowedChange;
import org.upgradeharness.judge.ApiChange;
import org.upgradeharness.judge.KnownFindings;
import org.upgradeharness.judge.LogAllowance;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Engine;

/**
 * What a product's releases may change, log and are known for.
 *
 * @param allowed changes of rows
 * @param api changes of answers
 * @param log lines of a log that are no error
 * @param known findings that were looked into
 */
public record JudgeRules(
        List<AllowedChange> allowed, List<ApiChange> api, List<LogAllowance> log, KnownFindings known) {
    List<AllowedChange> allowed(Version from, Version to, Engine engine) {
        return AllowedChange.of(allowed, from, to, engine);
    }
}
