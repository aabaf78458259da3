package org.upgradeharness.crash;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What becomes of a store whose migrator died at a point, when somebody runs the migration again; the worse, the later. */
public enum PointOutcome {
    /** Its store is the one of a migration that was not interrupted. */
    CONVERGED,
    /** The interrupted run did not come to the point, so that nothing is known. */
    NOT_REACHED,
    /** The migration run again fails. */
    STUCK,
    /** The migration run again says that it succeeded, and the store is another one. */
    DIFFERENT;

    /** The spelling used in sweep.json. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
