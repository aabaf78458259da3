package org.upgradeharness.run;

import java.util.Optional;
import org.upgradeharness.store.DumpFile;

/**
 * What is asked of dumps.
 *
 * @param own somebody's own data, in place of the seed; empty where the harness seeds
 * @param showValues whether the report may show values of that data
 * @param save whether backups of seeded stores are put into the report folder
 */
public record DumpRequest(Optional<DumpFile> own, boolean showValues, boolean save) {
    /** What {@code --from} says to take the release from the version row of a dump. */
    public static final String AUTO = "auto";

    /** Nothing of the kind: the harness seeds. */
    public static final DumpRequest NONE = new DumpRequest(Optional.empty(), false, false);

    /** Whether the report says of the data only where it differs, and not its values. */
    boolean conceals() {
        return own.isPresent() && !showValues;
    }
}
