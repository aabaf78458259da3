package org.upgradeharness.report;

import org.upgradeharness.judge.Verdict;
import org.upgradeharness.timeline.CaseKey;

/**
 * A case as a report tells of it.
 *
 * @param key which scenario on which engine
 * @param from the old side, or null
 * @param to the new side, or null
 * @param verdict its verdict
 * @param findings how many findings it had
 */
public record RecordedCase(CaseKey key, Side from, Side to, Verdict verdict, Tally findings) {
    /**
     * One side as it ran.
     *
     * @param release the version found inside the image
     * @param digest the image's id
     */
    public record Side(String release, String digest) {}
}
