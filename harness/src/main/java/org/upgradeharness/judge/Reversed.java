package org.upgradeharness.judge;

import java.util.ArrayList;
import java.util.List;

/**
 * Declared changes the other way round, for rows that were made under the new release and went back with it: other keys and names
 * are followed back; what a value becomes that was converted is not demanded, since nobody saw it on the old release.
 */
public final class Reversed {
    private Reversed() {}

    /** What may be different in an older store, given what the newer release may change; what always holds is among it. */
    public static List<AllowedChange> of(List<AllowedChange> forward) {
        List<AllowedChange> back = new ArrayList<>();
        for (AllowedChange change : forward) {
            if (change.always()) {
                back.add(change);
            } else {
                back.addAll(reversed(change));
            }
        }
        return List.copyOf(back);
    }

    private static List<AllowedChange> reversed(AllowedChange change) {
        if (change instanceof AllowedRekey c) {
            return List.of(new AllowedRekey(
                    c.table(), c.newKey(), c.key(), c.natural(), c.references(), null, true, c.engine(), c.reason()));
        }
        if (change instanceof AllowedColumnRename c) {
            return List.of(new AllowedColumnRename(c.table(), c.to(), c.column(), null, true, c.engine(), c.reason()));
        }
        if (change instanceof AllowedTableRename c) {
            return List.of(new AllowedTableRename(c.to(), c.table(), null, true, c.engine(), c.reason()));
        }
        if (change instanceof AllowedConversion c) {
            return List.of(any(c, c.columns()));
        }
        if (change instanceof AllowedValueChange c) {
            return List.of(any(c, c.columns()));
        }
        if (change instanceof AllowedTouch c) {
            return List.of(any(c, c.columns()));
        }
        return List.of();
    }

    private static AllowedChange any(AllowedChange change, List<String> columns) {
        return new AllowedValueChange(
                change.table(), columns, Shape.ANY, null, null, null, true, change.engine(), change.reason());
    }
}
