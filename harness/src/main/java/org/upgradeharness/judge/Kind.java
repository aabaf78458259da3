package org.upgradeharness.judge;

import java.util.Locale;

/** The closed list of what a finding can be; each kind is explained in {@code docs/judging.md}. */
public enum Kind {
    /** A row (or an entity seen over the API) of the old store is gone. */
    LOST_ROW,
    /** A row that the old store had not and no declared change explains. */
    EXTRA_ROW,
    /** A value differs between the old and the new store, or between two answers of the API. */
    CHANGED_VALUE,
    /** The upgraded schema is not the one of a fresh install of the new release. */
    SCHEMA_DIFFERENCE,
    /** A row that each fresh installation of the new release has is missing in the upgraded store, or is another one. */
    BUILT_IN_DIFFERS,
    /** A sequence would hand out a number that is taken already. */
    SEQUENCE_BEHIND,
    /** The version row is not the single head of the new release, or the program is not the release it says. */
    VERSION_MISMATCH,
    /** The migrator or the new release's start refused to migrate. */
    MIGRATION_FAILED,
    /** The new release does not answer, is not ready or died. */
    NOT_SERVING,
    /** An endpoint of the old release answers worse than before. */
    ENDPOINT_WORSE,
    /** A feature which the release notes promise is not there. */
    FEATURE_MISSING,
    /** Creating, updating or deleting an entity is refused after the upgrade. */
    WRITE_REFUSED,
    /** A password, token or stored credential from before the upgrade does not work any more. */
    SECRET_UNREADABLE,
    /** A password, token or credential, or what a store keeps in its place, is told or stands in the clear where it did not before. */
    SECRET_EXPOSED,
    /** Somebody sees what they must not see, or no longer what they may. */
    VISIBILITY_CHANGED,
    /** A new ERROR line or traceback in the log of the new release. */
    LOG_ERROR,
    /** A setting that the old release knew has no effect any more. */
    SETTING_IGNORED,
    /** A setting that the log names where the new release did not start. */
    SETTING_REFUSED,
    /** What the product's description declares for a configuration did not happen. */
    OUTCOME_MISSING,
    /** An interrupted migration fails when it is run again. */
    RETRY_FAILED,
    /** An interrupted migration succeeds when it is run again, and leaves another store than one that was not interrupted. */
    RETRY_DIFFERS,
    /** Two runs of a migration on the same store do not come to the same. */
    NOT_DETERMINISTIC,
    /** Requests failed for longer than the case allows. */
    OUTAGE,
    /** A write that was acknowledged is not there afterwards. */
    LOST_WRITE,
    /** Something made under the new release is gone after going back to the old one. */
    LOST_BY_ROLLBACK,
    /** A revision cannot be taken back, or its way back does nothing. */
    IRREVERSIBLE,
    /** A write that was made once is there more than once. */
    DOUBLED_WRITE,
    /** A read shows an older value than the one that was acknowledged before it. */
    STALE_READ;

    /** The spelling used in reports: lower case with hyphens. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
