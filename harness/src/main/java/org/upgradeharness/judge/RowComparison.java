package org.upgradeharness.judge;

import java.util.List;
import java.util.Map;

/**
 * What comparing all rows of two stores gave.
 *
 * @param findings the differences, at most 1000 single ones per table, column and kind, and one more that counts the rest
 * @param counts rows per table of the old store, ordered by name
 * @param rowsCompared rows of the old store that were looked at
 * @param tablesCompared tables of the old store that were looked at
 */
public record RowComparison(
        List<Finding> findings, Map<String, TableCount> counts, long rowsCompared, int tablesCompared) {}
