package org.upgradeharness.scenarios.cli;

import picocli.CommandLine.IVersionProvider;

/** The harness's own version. */
final class HarnessVersion implements IVersionProvider {
    static final String NUMBER = "0.1.0";

    @Override
    public String[] getVersion() {
        return new String[] {"upgrade harness " + NUMBER};
    }
}
