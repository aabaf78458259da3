package org.upgradeharness.run;

import java.util.List;
import java.util.Map;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.Store;
import org.upgradeharness.witness.Observation;
import org.upgradeharness.witness.Seedbed;

/**
 * A store that a release installed and seeded and then left; it is only read and copied from then on.
 *
 * @param side the release
 * @param store the store
 * @param bed what was seeded
 * @param observation what the release's API showed before it stopped
 * @param installed the schema right after the installation
 * @param log the release's log
 * @param rows rows by table after it stopped
 * @param edges whether it may hold edge data
 * @param own whether it is somebody's own data: then nothing is known of what its release showed, and nothing was started on it
 */
record Seeded(
        Side side,
        Store store,
        Seedbed bed,
        Observation observation,
        Catalogue installed,
        List<String> log,
        Map<String, Long> rows,
        boolean edges,
        boolean own) {}
