package org.upgradeharness.scenarios.steps;

import org.opentest4j.TestAbortedException;
import org.upgradeharness.product.Version;
import org.upgradeharness.run.Run;
import org.upgradeharness.run.Side;

/** Scenarios that name a release by its number hold for that release alone: where another one was asked for they are skipped. */
record Pinning(Run run) {
    /** Demands that a name in the feature is RC1 or GA, or a number that may stand in for the run's old release. */
    void demandOld(String name) {
        if (!Version.isVersion(name)) {
            return;
        }
        Version asked = run.from().version();
        boolean any = run.request().dumps().own().isEmpty()
                && asked.equals(run.product().resolve(run.product().defaults().from()));
        Version pinned = Version.parse(name);
        if (!any && !pinned.equals(asked) && !pinned.equals(run.to().version())) {
            throw new TestAbortedException("This scenario is about " + name
                    + (run.request().dumps().own().isEmpty() ? ", and --from asks for " : ", and the dump is of ")
                    + asked
                    + ".");
        }
    }

    /** Demands that what is gone to is newer than what the case began with, where the feature names one of them by its number. */
    void demandNewer(String old, String to) {
        if (Version.isVersion(old) || Version.isVersion(to)) {
            demandOlder(run.side(old).version(), run.side(to).version());
        }
    }

    /**
     * Demands that a release is seeded, and not what somebody else's data stands for.
     *
     * @param side the release that a case begins with, or installs
     */
    void demandData(Side side) {
        if (run.request().dumps().own().isPresent() && !side.equals(run.from())) {
            throw new TestAbortedException("This scenario makes data of " + side.version()
                    + " itself, and --dump brings that of " + run.from().version() + ".");
        }
    }

    /** Demands that the data is the harness's own: what was written since cannot be told apart in somebody else's. */
    void demandSeed() {
        if (run.request().dumps().own().isPresent()) {
            throw new TestAbortedException("This scenario goes back to what the old release showed, and of a dump "
                    + "nobody knows what it showed.");
        }
    }

    /** Demands that a release named by its number lies between the run's old one and the one that is gone to. */
    void demandBetween(String hop, String to) {
        demandOlder(Version.parse(hop), run.side(to).version());
    }

    private static void demandOlder(Version pinned, Version to) {
        if (pinned.compareTo(to) >= 0) {
            throw new TestAbortedException(
                    "This scenario is about an upgrade from " + pinned + ", which is not older than " + to + ".");
        }
    }
}
