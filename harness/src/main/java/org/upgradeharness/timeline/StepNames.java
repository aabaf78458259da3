package org.upgradeharness.timeline;

/** The names of the steps from which an operator's runbook is drawn: who runs a step and who reports it say the same. */
public final class StepNames {
    /** The backup before the upgrade, with the proof that it can be restored. */
    public static final String BACK_UP = "back up the store and prove the backup by restoring it";

    /** Everything that the API shows is compared. */
    public static final String LOOK = "look through the API";

    /** Features that the release notes promise are asked for. */
    public static final String FEATURES = "see the new features";

    /** Entities are made, changed and deleted. */
    public static final String USE = "use every feature";

    /** The same of the old release on its own data, to see what it gets wrong anyway. */
    public static final String USE_WITHOUT_UPGRADE = "use the old release without any upgrade";

    /** Others than the administrator ask for every operation. */
    public static final String RIGHTS = "ask for every operation as somebody else";

    /** Secrets are looked for in answers, in the log and in the store. */
    public static final String EXPOSED = "look for secrets that are told or stand in the clear";

    /** Every row of the old store is compared once more. */
    public static final String LEFT_ALONE = "look whether all rows that nobody used are as they were";

    /** The backup that was taken before the upgrade becomes a store again. */
    public static final String RESTORE = "restore the backup taken before the upgrade";

    private StepNames() {}

    /** A release is asked to stop, and has stopped. */
    public static String stop(Object release) {
        return "stop " + release + " (SIGTERM)";
    }

    /** A migrator runs on the store; its title is the command people type. */
    public static String migrateBy(String title) {
        return "migrate by " + title;
    }

    /** A release starts on a store that has data, until it answers. */
    public static String start(Object release) {
        return "start " + release + " until it is ready";
    }

    /** The old release starts on a store that came back to it, until it answers. */
    public static String startAgain(Object release) {
        return "start " + release + " again until it is ready";
    }

    /** Entities that stay are made under a release that is to be left again. */
    public static String useAndKeep(Object release) {
        return "use " + release + ": make entities that stay";
    }

    /** A release takes its revisions back, down to an older head. */
    public static String downgrade(Object release, String head) {
        return "downgrade by " + release + ": alembic downgrade " + head;
    }

    /** Whether a name is one that {@link #downgrade} made. */
    public static boolean downgrades(String name) {
        return name.startsWith("downgrade by ");
    }

    /** Each revision of a release is applied, taken back, and applied again. */
    public static String backAndForth(Object release) {
        return "apply each revision of " + release + ", take it back, apply it again";
    }

    /** A release starts on an empty store, until it answers. */
    public static String installAndStart(Object release) {
        return "install and start " + release + " on an empty store";
    }

    /** A migrator installs a release on an empty store. */
    public static String installBy(Object release, String title) {
        return "install " + release + " on an empty store by " + title;
    }

    /** Data is made through the API of a release. */
    public static String seed(Object release) {
        return "seed through the API of " + release;
    }

    /** The revisions of a release are applied one at a time. */
    public static String stepwise(Object release) {
        return "apply the revisions of " + release + " one at a time";
    }

    /** Whether a name is one that {@link #migrateBy} made. */
    public static boolean migrates(String name) {
        return name.startsWith(migrateBy(""));
    }
}
