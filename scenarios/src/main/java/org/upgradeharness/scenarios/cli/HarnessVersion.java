package org.upgradeharness.scenarios.cli;

import org.upgradeharness.scenarios.suite.SuiteRun;
import picocli.CommandLine.IVersionProvider;

/** The harness's own version. */
final class HarnessVersion implements IVersionProvider {
    static final String NUMBER = SuiteRun.HARNESS_VERSION;

    @Override
    public String[] getVersion() {
        return new String[] {"upgrade harness " + NUMBER};
    }
}
