package org.upgradeharness.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.Store;
import org.upgradeharness.witness.Dataset;
import org.upgradeharness.witness.Observation;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;

/**
 * A store that a release installed and seeded and then left; it is only read and copied from then on.
 *
 * @param side the release
 * @param store the store
 * @param bed what was seeded
 * @param observation what the release's API showed before it stopped
 * @param installed the schema right after the installation; null for somebody's own data
 * @param log the release's log
 * @param tells the requests whose answers told a secret, and who asked
 * @param rows rows by table after it stopped
 * @param backup the backup that was taken then; null for somebody's own data
 * @param dataset what was seeded; of somebody's own data nothing is known that its release showed, and nothing was started on it
 */
record Seeded(
        Side side,
        Store store,
        Seedbed bed,
        Observation observation,
        Catalogue installed,
        List<String> log,
        Set<String> tells,
        Map<String, Long> rows,
        Path backup,
        Dataset dataset) {
    /** What was seeded, as the administrator of that time sees it on a gateway. */
    Sight sight(Api anonymous) {
        return new Sight(anonymous, anonymous.as("administrator", bed.recall("token.admin")), bed);
    }

    /** The same on a gateway of the release that was seeded, which may ask for another way to say who one is than later ones. */
    Sight sightAgain(Api anonymous) {
        return new Sight(anonymous, anonymous.like(bed.admin()), bed);
    }

    /** The same on a copy of the store that was changed since. */
    Seeded on(Store changed, Map<String, Long> rowsThere) {
        return new Seeded(side, changed, bed, observation, installed, log, tells, rowsThere, backup, dataset);
    }

    boolean own() {
        return dataset == Dataset.OWN;
    }

    /** Whether it may hold edge data. */
    boolean edges() {
        return own() || dataset == Dataset.FULL;
    }

    /** Whether it may be so large that it matters how long its migration locks what, and how much room it needs. */
    boolean large() {
        return own() || dataset == Dataset.BULK;
    }
}
