package org.upgradeharness.judge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.upgradeharness.store.Family;

/** An equality filter over a row's columns. */
final class Where {
    private Where() {}

    /** A copy that keeps NULL, which {@code Map.copyOf} would refuse. */
    static Map<String, String> copy(Map<String, String> where) {
        return where == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(where));
    }

    /** Whether the row has all the values; a column that is not there matches nothing. */
    static boolean matches(Map<String, String> where, Row row) {
        return where.entrySet().stream().allMatch(e -> {
            if (!row.has(e.getKey())) {
                return false;
            }
            Family family = row.type(e.getKey()).family();
            return Objects.equals(Meaning.spell(family, e.getValue()), Meaning.spell(family, row.get(e.getKey())));
        });
    }
}
