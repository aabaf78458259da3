package org.upgradeharness.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A store in short: what each of its objects looked like at one instant, so that it can be told what a revision touched. A
 * column stands for the multiset of its values with their keys, a table for its rows' number and its own form. Two different
 * contents have the same sign with a chance of about one in 2⁶⁴.
 */
public final class Fingerprint {
    private final Map<String, String> objects;
    /** What columns hold whatever the keys of their rows are; not told as changes, since the columns themselves are. */
    private final Map<String, String> values;

    private final Map<String, List<String>> keys;

    private Fingerprint(Map<String, String> objects, Map<String, String> values, Map<String, List<String>> keys) {
        this.objects = objects;
        this.values = values;
        this.keys = keys;
    }

    /** Reads the whole store once. */
    public static Fingerprint of(StoreReader store) {
        Map<String, String> objects = new TreeMap<>();
        Map<String, String> values = new TreeMap<>();
        Map<String, List<String>> keys = new TreeMap<>();
        for (Table table : store.catalogue().tables()) {
            keys.put(table.name(), table.primaryKey());
            shape(table, objects);
            contents(store, table, objects, values);
        }
        store.catalogue()
                .enums()
                .forEach(e -> objects.put("type " + e.name(), e.labels().toString()));
        store.catalogue().code().forEach(c -> objects.put(c.id(), c.text()));
        return new Fingerprint(objects, values, keys);
    }

    private static void shape(Table table, Map<String, String> objects) {
        String name = table.name();
        for (Column column : table.columns()) {
            objects.put("column " + name + "." + column.name(), column.toString());
        }
        objects.put("primary key " + name, table.primaryKey().toString());
        for (Index index : table.indexes()) {
            objects.put(
                    "index " + name + "." + named(index.name(), index.cover()),
                    (index.unique() ? "unique " : "") + index.cover() + (index.valid() ? "" : " invalid"));
        }
        for (ForeignKey key : table.foreignKeys()) {
            objects.put(
                    "foreign key " + name + "." + named(key.name(), key.link()),
                    key.link() + " " + key.onDelete() + " " + key.onUpdate());
        }
        for (Check check : table.checks()) {
            objects.put("check " + name + "." + named(check.name(), check.expression()), check.expression());
        }
    }

    private static String named(String name, String otherwise) {
        return name.isEmpty() ? otherwise : name;
    }

    private static void contents(
            StoreReader store, Table table, Map<String, String> objects, Map<String, String> values) {
        Map<String, Long> sums = new HashMap<>();
        Map<String, Long> keyless = new HashMap<>();
        long rows = 0;
        try (RowCursor cursor = store.rows(table.name(), table.primaryKey())) {
            while (cursor.next()) {
                rows++;
                long key = hash(cursor.key().toString());
                for (int i = 0; i < cursor.columns().size(); i++) {
                    Object value = cursor.value(i);
                    String text = value instanceof byte[] bytes
                            ? "b" + new String(bytes, StandardCharsets.ISO_8859_1)
                            : value == null ? "" : value.getClass().getSimpleName() + value;
                    String column = cursor.columns().get(i).name();
                    sums.merge(column, mixed(key * 31 + hash(text)), Long::sum);
                    keyless.merge(column, mixed(hash(text)), Long::sum);
                }
            }
        }
        objects.put("rows " + table.name(), String.valueOf(rows));
        sums.forEach((column, sum) -> objects.put("values " + table.name() + "." + column, Long.toHexString(sum)));
        keyless.forEach((column, sum) -> values.put(table.name() + "." + column, Long.toHexString(sum)));
    }

    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** Columns that are in both and do not hold the same values, whatever rows these stand in. */
    public Set<String> otherValues(Fingerprint before) {
        Set<String> columns = new TreeSet<>();
        values.forEach((column, sum) -> {
            String old = before.values.get(column);
            if (old != null && !old.equals(sum)) {
                columns.add(column);
            }
        });
        return columns;
    }

    /**
     * Columns whose values are drawn anew where two runs of the same differ, whatever rows they stand in. In a table whose keys are the
     * same that is every column that differs, though all its rows together may by chance hold the same: of true and false there are
     * soon as many.
     */
    public Set<String> drawnValues(Fingerprint before) {
        Set<String> drawn = otherValues(before);
        keys.forEach((table, key) -> {
            if (!key.isEmpty() && key.stream().allMatch(column -> same("values " + table + "." + column, before))) {
                values.keySet().stream()
                        .filter(c -> c.startsWith(table + ".") && !same("values " + c, before))
                        .forEach(drawn::add);
            }
        });
        return drawn;
    }

    private boolean same(String object, Fingerprint before) {
        return Objects.equals(objects.get(object), before.objects.get(object));
    }

    /**
     * All of it in one word, but for what each run draws anew, with the form of the store to the order of its columns: stores of the
     * same word hold the same.
     *
     * @param drawn objects that are left out, in the words of {@link #changesSince} without what follows the colon
     * @param drawnValues columns whose values differ whatever rows they stand in, in those of {@link #drawnValues(Fingerprint)}
     */
    public String digestWithout(Set<String> drawn, Set<String> drawnValues, Catalogue form) {
        StringBuilder text = new StringBuilder(form.toString());
        objects.forEach((name, sign) -> {
            if (!drawn.contains(name)) {
                text.append(name).append('=').append(sign).append('\n');
            }
        });
        values.forEach((column, sign) -> {
            if (!drawnValues.contains(column)) {
                text.append(column).append(':').append(sign).append('\n');
            }
        });
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * What is not as it was, in words: {@code values tools.tags: changed}, {@code index tools.ix_tools_name: made}, {@code rows roles: 4 to 5}.
     */
    public Set<String> changesSince(Fingerprint before) {
        Set<String> changes = new TreeSet<>();
        Set<String> names = new TreeSet<>(objects.keySet());
        names.addAll(before.objects.keySet());
        for (String name : names) {
            String old = before.objects.get(name);
            String now = objects.get(name);
            if (old == null) {
                changes.add(name + ": made");
            } else if (now == null) {
                changes.add(name + ": gone");
            } else if (!old.equals(now)) {
                changes.add(name.startsWith("rows ") ? name + ": " + old + " to " + now : name + ": changed");
            }
        }
        return changes;
    }
}
