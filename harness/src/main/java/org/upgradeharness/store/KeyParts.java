package org.upgradeharness.store;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which columns of a table tell its rows apart: those of the primary key and of each unique index that can be given any value. */
final class KeyParts {
    private final Table table;
    private final Set<String> names;

    KeyParts(Table table) {
        this.table = table;
        this.names =
                table.foreignKeys().stream().flatMap(k -> k.columns().stream()).collect(Collectors.toSet());
    }

    /**
     * One column of each key: what a copy of a row must have of its own.
     *
     * @return empty if a key consists of names of other rows alone
     */
    Optional<Set<String>> needed() {
        Set<String> needed = new LinkedHashSet<>();
        for (List<Column> key : keys()) {
            if (key.stream().anyMatch(c -> needed.contains(c.name()))) {
                continue;
            }
            List<Column> free = free(key);
            if (free.isEmpty()) {
                return Optional.empty();
            }
            needed.add(free.get(free.size() - 1).name());
        }
        return Optional.of(needed);
    }

    /**
     * All texts of each key beside that: what a row must have of its own to be nobody's double.
     *
     * @param later indexes that the table is to get
     * @return empty if a key consists of names of other rows alone
     */
    Optional<Set<String>> all(List<Index> later) {
        return needed().map(needed -> {
            Set<String> all = new LinkedHashSet<>(needed);
            Stream.concat(keys().stream(), columns(unique(later)))
                    .forEach(key -> free(key).stream()
                            .filter(c -> c.type().family() == Family.TEXT)
                            .forEach(c -> all.add(c.name())));
            return all;
        });
    }

    private List<Column> free(List<Column> key) {
        return key.stream().filter(c -> !names.contains(c.name())).toList();
    }

    /** Keys that the database does not fill by itself. */
    private List<List<Column>> keys() {
        List<List<String>> keys = new ArrayList<>();
        if (!table.primaryKey().isEmpty()) {
            keys.add(table.primaryKey());
        }
        keys.addAll(unique(table.indexes()));
        return columns(keys).toList();
    }

    private static List<List<String>> unique(List<Index> indexes) {
        return indexes.stream().filter(Index::unique).map(Index::columns).toList();
    }

    /** In the order of the key. */
    private Stream<List<Column>> columns(List<List<String>> keys) {
        return keys.stream()
                .map(key -> key.stream().flatMap(this::named).distinct().toList())
                .filter(key -> key.stream().allMatch(c -> c.generated().isEmpty()));
    }

    /** An index may cover an expression, such as the lower case of a column. */
    private Stream<Column> named(String part) {
        return table.columns().stream()
                .filter(c -> part.equals(c.name())
                        || Pattern.compile("\\b" + Pattern.quote(c.name()) + "\\b")
                                .matcher(part)
                                .find());
    }
}
