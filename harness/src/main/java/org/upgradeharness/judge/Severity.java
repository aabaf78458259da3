package org.upgradeharness.judge;

/** How much a finding matters to the people who run the upgraded store; the rules stand in {@code docs/judging.md}. */
public enum Severity {
    /** A difference of form only: another name, a wider type, an extra default. */
    NOTE,
    /** Looser or slower than a fresh install, nothing lost. */
    WARNING,
    /** Data lost or changed, service lost, or stricter than a fresh install. */
    ERROR;

    /** The spelling used in reports and on the command line. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
