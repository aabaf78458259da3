package org.upgradeharness.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads a SQLite schema from {@code sqlite_master} and the PRAGMAs; checks come from the text of CREATE TABLE. */
final class SqliteCatalogue {
    private static final int KEPT = 32;
    /**
     * Tables by the whole text of sqlite_master, of which SQLite itself makes what the PRAGMAs tell: asking them takes a hundred
     * times as long as reading that text.
     */
    private static final Map<String, Map<String, Table>> KNOWN = new LinkedHashMap<>();

    private static final Pattern DESCENDING = Pattern.compile("\\bdesc\\s*$", Pattern.CASE_INSENSITIVE);

    private final Connection connection;

    SqliteCatalogue(Connection connection) {
        this.connection = connection;
    }

    Catalogue read() throws SQLException {
        Map<String, String> texts = new TreeMap<>();
        List<CodeObject> code = new ArrayList<>();
        try (PreparedStatement s = connection.prepareStatement(
                        "SELECT type, name, sql, tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name");
                ResultSet r = s.executeQuery()) {
            while (r.next()) {
                String type = r.getString(1);
                if (type.equals("table")) {
                    texts.put(r.getString(2), r.getString(3));
                } else if (type.equals("index")) {
                    List<String> chosen = indexOptions(r.getString(3));
                    if (!chosen.isEmpty()) {
                        code.add(new CodeObject(
                                "index option",
                                r.getString(4),
                                r.getString(4) + "." + r.getString(2),
                                String.join(", ", chosen)));
                    }
                } else {
                    boolean trigger = type.equals("trigger");
                    String table = trigger ? r.getString(4) : "";
                    code.add(new CodeObject(
                            type,
                            table,
                            trigger ? table + "." + r.getString(2) : r.getString(2),
                            SqlText.expression(r.getString(3))));
                }
            }
        }
        texts.forEach((name, sql) -> code.addAll(new SqliteTableText(sql).options(name)));
        Map<String, Table> tables = tables(texts);
        List<SequenceState> sequences = new ArrayList<>();
        for (Table t : tables.values()) {
            if (new SqliteTableText(texts.get(t.name())).autoincrement()
                    && t.primaryKey().size() == 1) {
                sequences.add(sequence(t));
            }
        }
        return new Catalogue(Engine.SQLITE, List.copyOf(tables.values()), sequences, List.of(), code);
    }

    /** In which order, and by which comparison, an index holds its columns. */
    private static List<String> indexOptions(String createIndex) {
        String sql = SqlText.withoutComments(createIndex == null ? "" : createIndex);
        int open = sql.indexOf('(');
        return open < 0
                ? List.of()
                : SqlText.splitTop(sql.substring(open + 1, SqlText.closing(sql, open))).stream()
                        .filter(column -> DESCENDING.matcher(column).find()
                                || !SqliteTableText.chosen(column).isEmpty())
                        .map(SqlText::expression)
                        .toList();
    }

    private Map<String, Table> tables(Map<String, String> texts) throws SQLException {
        String all = text();
        synchronized (KNOWN) {
            if (KNOWN.containsKey(all)) {
                return KNOWN.get(all);
            }
        }
        Map<String, Table> tables = new TreeMap<>();
        for (Map.Entry<String, String> t : texts.entrySet()) {
            tables.put(t.getKey(), table(t.getKey(), new SqliteTableText(t.getValue())));
        }
        tables.replaceAll((name, t) -> withTargets(t, tables));
        synchronized (KNOWN) {
            KNOWN.put(all, Collections.unmodifiableMap(tables));
            KNOWN.keySet().removeIf(old -> KNOWN.size() > KEPT);
        }
        return tables;
    }

    private String text() throws SQLException {
        StringBuilder all = new StringBuilder();
        try (PreparedStatement s = connection.prepareStatement(
                        "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name, tbl_name");
                ResultSet r = s.executeQuery()) {
            while (r.next()) {
                for (int i = 1; i <= 4; i++) {
                    all.append(r.getString(i)).append('\0');
                }
            }
        }
        return all.toString();
    }

    private Table table(String name, SqliteTableText text) throws SQLException {
        List<Column> columns = new ArrayList<>();
        Map<Integer, String> key = new TreeMap<>();
        String rowid = "";
        try (PreparedStatement s = connection.prepareStatement("SELECT * FROM pragma_table_xinfo(?)")) {
            s.setString(1, name);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    String type = r.getString("type");
                    int keyPosition = r.getInt("pk");
                    if (keyPosition > 0) {
                        key.put(keyPosition, r.getString("name"));
                        rowid = type.equalsIgnoreCase("integer") ? r.getString("name") : "";
                    }
                    boolean nullable = r.getInt("notnull") == 0 && keyPosition == 0;
                    columns.add(new Column(
                            r.getString("name"),
                            ColumnType.parse(type),
                            nullable,
                            SqlText.defaultValue(r.getString("dflt_value")),
                            r.getInt("hidden") > 1 ? "as expression" : ""));
                }
            }
        }
        if (key.size() == 1 && !rowid.isEmpty()) {
            String alias = rowid;
            columns.replaceAll(c -> c.name().equals(alias)
                    ? new Column(c.name(), c.type(), c.nullable(), c.defaultText(), "rowid")
                    : c);
        }
        return new Table(
                name, columns, List.copyOf(key.values()), foreignKeys(name), text.checks(), indexes(name, text));
    }

    private List<ForeignKey> foreignKeys(String table) throws SQLException {
        Map<Integer, List<String[]>> byId = new TreeMap<>();
        try (PreparedStatement s =
                connection.prepareStatement("SELECT * FROM pragma_foreign_key_list(?) ORDER BY id, seq")) {
            s.setString(1, table);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    byId.computeIfAbsent(r.getInt("id"), k -> new ArrayList<>()).add(new String[] {
                        r.getString("from"),
                        r.getString("to"),
                        r.getString("table"),
                        r.getString("on_delete"),
                        r.getString("on_update")
                    });
                }
            }
        }
        List<ForeignKey> keys = new ArrayList<>();
        for (List<String[]> parts : byId.values()) {
            String[] first = parts.get(0);
            keys.add(new ForeignKey(
                    "",
                    parts.stream().map(p -> p[0]).toList(),
                    first[2],
                    first[1] == null ? List.of() : parts.stream().map(p -> p[1]).toList(),
                    first[3].toLowerCase(Locale.ROOT),
                    first[4].toLowerCase(Locale.ROOT)));
        }
        keys.sort(Comparator.comparing(ForeignKey::link));
        return keys;
    }

    /** A foreign key without target columns means the target's primary key. */
    private static Table withTargets(Table t, Map<String, Table> all) {
        List<ForeignKey> keys = t.foreignKeys().stream()
                .map(k -> !k.targetColumns().isEmpty() || !all.containsKey(k.target())
                        ? k
                        : new ForeignKey(
                                k.name(),
                                k.columns(),
                                k.target(),
                                all.get(k.target()).primaryKey(),
                                k.onDelete(),
                                k.onUpdate()))
                .toList();
        return new Table(t.name(), t.columns(), t.primaryKey(), keys, t.checks(), t.indexes());
    }

    private List<Index> indexes(String table, SqliteTableText text) throws SQLException {
        List<Index> indexes = new ArrayList<>();
        try (PreparedStatement s = connection.prepareStatement(
                "SELECT l.name, l.\"unique\", l.origin, m.sql FROM pragma_index_list(?) l"
                        + " LEFT JOIN sqlite_master m ON m.type = 'index' AND m.name = l.name WHERE l.origin <> 'pk' ORDER BY l.name")) {
            s.setString(1, table);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    String sql = r.getString(4) == null ? "" : SqlText.withoutComments(r.getString(4));
                    boolean constraint = r.getString(3).equals("u");
                    List<String> columns = indexColumns(r.getString(1), sql);
                    String name = constraint ? text.uniqueName(columns) : r.getString(1);
                    indexes.add(new Index(name, columns, predicate(sql), r.getInt(2) == 1, constraint, true));
                }
            }
        }
        return indexes;
    }

    private List<String> indexColumns(String index, String sql) throws SQLException {
        int open = sql.indexOf('(');
        List<String> written =
                open < 0 ? List.of() : SqlText.splitTop(sql.substring(open + 1, SqlText.closing(sql, open)));
        List<String> columns = new ArrayList<>();
        try (PreparedStatement s =
                connection.prepareStatement("SELECT seqno, name FROM pragma_index_info(?) ORDER BY seqno")) {
            s.setString(1, index);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    String name = r.getString(2);
                    columns.add(
                            name != null || written.size() <= r.getInt(1)
                                    ? name
                                    : SqlText.expression(written.get(r.getInt(1))));
                }
            }
        }
        return columns;
    }

    private static String predicate(String sql) {
        int open = sql.indexOf('(');
        String rest = open < 0
                ? ""
                : sql.substring(Math.min(SqlText.closing(sql, open) + 1, sql.length()))
                        .strip();
        return rest.regionMatches(true, 0, "where", 0, 5) ? SqlText.expression(rest.substring(5)) : "";
    }

    /** SQLite takes the greater of what it wrote down and what the table holds, so that it is never behind. */
    private SequenceState sequence(Table t) throws SQLException {
        String column = t.primaryKey().get(0);
        try (PreparedStatement s =
                connection.prepareStatement("SELECT (SELECT seq FROM sqlite_sequence WHERE name = ?), max("
                        + Dialect.quote(column) + ") FROM " + Dialect.quote(t.name()))) {
            s.setString(1, t.name());
            try (ResultSet r = s.executeQuery()) {
                r.next();
                long seq = r.getLong(1);
                long max = r.getLong(2);
                Long used = r.wasNull() ? null : max;
                return new SequenceState(t.name(), t.name(), column, Math.max(seq, max) + 1, used);
            }
        }
    }
}
