package org.upgradeharness.judge;

import java.util.List;

/**
 * A finding about rows together with what is needed to tell its cause.
 *
 * @param finding the finding, not yet in its group
 * @param table the old table
 * @param refersTo the parents' keys that the old row referred to
 * @param identities the keys by which others may refer to the old row; empty unless the row is lost
 * @param content what the row holds apart from its key, or null where that does not matter
 */
record Difference(Finding finding, String table, List<String> refersTo, List<String> identities, Digest content) {}
