package org.upgradeharness.judge;

import java.util.ArrayList;
import java.util.List;
import org.upgradeharness.store.RowCursor;
import org.upgradeharness.store.StoreReader;

/** Looks at the version row of the migration tool: it must be the one head of the new release, and nothing else. */
public final class VersionJudge {
    /** The table of the migration tool. */
    public static final String TABLE = RowJudge.VERSION_TABLE;

    /** What a finding about the version row is about. */
    public static final String OBJECT = RowJudge.VERSION_TABLE + ".version_num";

    private VersionJudge() {}

    /** The finding, or nothing where the store says exactly {@code expectedHead}. */
    public static List<Finding> judge(StoreReader store, String expectedHead) {
        if (store.catalogue().table(RowJudge.VERSION_TABLE).isEmpty()) {
            return wrong(expectedHead, "no table " + RowJudge.VERSION_TABLE);
        }
        List<String> rows = versions(store);
        if (rows.equals(List.of(expectedHead))) {
            return List.of();
        }
        return wrong(
                expectedHead,
                switch (rows.size()) {
                    case 0 -> "no version row";
                    case 1 -> rows.get(0);
                    default -> rows.size() + " version rows: " + String.join(", ", rows);
                });
    }

    /** The version rows, ordered; none where there is no version table. */
    public static List<String> versions(StoreReader store) {
        List<String> rows = new ArrayList<>();
        if (store.catalogue().table(RowJudge.VERSION_TABLE).isPresent()) {
            try (RowCursor cursor = store.rows(RowJudge.VERSION_TABLE, List.of("version_num"))) {
                while (cursor.next()) {
                    rows.add(String.valueOf(cursor.key().get(0)));
                }
            }
        }
        return List.copyOf(rows);
    }

    private static List<Finding> wrong(String expected, String found) {
        return List.of(Finding.of(Severity.ERROR, Kind.VERSION_MISMATCH, OBJECT, "", expected, found)
                .inGroup("the store is not at the release's head"));
    }
}
