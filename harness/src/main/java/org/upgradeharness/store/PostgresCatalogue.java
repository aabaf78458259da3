package org.upgradeharness.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the schema {@code public} of a PostgreSQL database from {@code pg_catalog}. */
final class PostgresCatalogue {
    private static final Pattern NEXTVAL = Pattern.compile("^nextval\\('(?:public\\.)?\"?([^'\"]+)\"?'");

    private final Connection connection;

    PostgresCatalogue(Connection connection) {
        this.connection = connection;
    }

    Catalogue read() throws SQLException {
        Map<String, List<Column>> columns = new TreeMap<>();
        Map<String, String[]> owners = new TreeMap<>();
        each(PostgresQueries.COLUMNS, r -> {
            String table = r.getString(1);
            List<Column> list = columns.computeIfAbsent(table, k -> new ArrayList<>());
            if (r.getString(2) != null) {
                list.add(column(r, owners));
            }
        });
        each(PostgresQueries.OWNERS, r -> owners.put(r.getString(1), new String[] {r.getString(2), r.getString(3)}));
        Map<String, List<String>> primary = new TreeMap<>();
        Map<String, List<ForeignKey>> foreign = new TreeMap<>();
        Map<String, List<Check>> checks = new TreeMap<>();
        each(PostgresQueries.CONSTRAINTS, r -> {
            String table = r.getString("owner");
            switch (r.getString("contype")) {
                case "p" -> primary.put(table, strings(r.getArray("columns")));
                case "f" ->
                    foreign.computeIfAbsent(table, k -> new ArrayList<>()).add(foreignKey(r));
                default ->
                    checks.computeIfAbsent(table, k -> new ArrayList<>())
                            .add(new Check(r.getString("conname"), SqlText.expression(r.getString("expression"))));
            }
        });
        Map<String, List<Index>> indexes = new TreeMap<>();
        each(
                PostgresQueries.INDEXES,
                r -> indexes.computeIfAbsent(r.getString(1), k -> new ArrayList<>())
                        .add(index(r)));
        List<Table> tables = new ArrayList<>();
        columns.forEach((name, list) -> tables.add(new Table(
                name,
                list,
                primary.getOrDefault(name, List.of()),
                foreign.getOrDefault(name, List.of()),
                checks.getOrDefault(name, List.of()),
                indexes.getOrDefault(name, List.of()))));
        List<EnumType> enums = new ArrayList<>();
        each(PostgresQueries.ENUMS, r -> enums.add(new EnumType(r.getString(1), strings(r.getArray(2)))));
        List<CodeObject> code = new ArrayList<>();
        each(
                PostgresQueries.CODE,
                r -> code.add(new CodeObject(
                        r.getString(1), r.getString(2), r.getString(3), SqlText.expression(r.getString(4)))));
        return new Catalogue(Engine.POSTGRES, tables, sequences(owners), enums, code);
    }

    private static Column column(ResultSet r, Map<String, String[]> owners) throws SQLException {
        ColumnType type = ColumnType.parse(r.getString("type"));
        String expression = r.getString("expression");
        String generated = "";
        if (!r.getString("identity").isBlank()) {
            generated = "identity";
        } else if (!r.getString("generated").isBlank()) {
            generated = "as " + SqlText.expression(expression);
        } else if (expression != null) {
            Matcher m = NEXTVAL.matcher(expression);
            if (m.find()) {
                generated = "sequence";
                owners.put(m.group(1), new String[] {r.getString(1), r.getString(2)});
            }
        }
        return new Column(
                r.getString(2),
                r.getString("kind").equals("e") ? type.asEnum() : type,
                r.getBoolean("nullable"),
                generated.isEmpty() ? SqlText.defaultValue(expression) : "",
                generated);
    }

    private static ForeignKey foreignKey(ResultSet r) throws SQLException {
        return new ForeignKey(
                r.getString("conname"),
                strings(r.getArray("columns")),
                r.getString("target"),
                strings(r.getArray("target_columns")),
                action(r.getString("confdeltype")),
                action(r.getString("confupdtype")));
    }

    private static Index index(ResultSet r) throws SQLException {
        return new Index(
                r.getString("name"),
                strings(r.getArray("columns")).stream().map(SqlText::expression).toList(),
                SqlText.expression(r.getString("predicate")),
                r.getBoolean("indisunique"),
                r.getBoolean("is_constraint"),
                r.getBoolean("indisvalid"));
    }

    private static String action(String code) {
        return switch (code) {
            case "r" -> "restrict";
            case "c" -> "cascade";
            case "n" -> "set null";
            case "d" -> "set default";
            default -> "no action";
        };
    }

    private List<SequenceState> sequences(Map<String, String[]> owners) throws SQLException {
        List<String> names = new ArrayList<>();
        each(PostgresQueries.SEQUENCES, r -> names.add(r.getString(1)));
        List<SequenceState> states = new ArrayList<>();
        for (String name : names) {
            String[] owner = owners.getOrDefault(name, new String[] {"", ""});
            String max = owner[0].isEmpty()
                    ? "NULL"
                    : "(SELECT max(" + Dialect.quote(owner[1]) + ") FROM public." + Dialect.quote(owner[0]) + ")";
            each(
                    "SELECT s.last_value + CASE WHEN s.is_called THEN p.increment_by ELSE 0 END, " + max
                            + " FROM public." + Dialect.quote(name)
                            + " s, pg_sequences p WHERE p.schemaname = 'public' AND p.sequencename = '"
                            + name.replace("'", "''") + "'",
                    r -> {
                        long next = r.getLong(1);
                        long used = r.getLong(2);
                        states.add(new SequenceState(name, owner[0], owner[1], next, r.wasNull() ? null : used));
                    });
        }
        return states;
    }

    private static List<String> strings(Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    private void each(String sql, RowAction action) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement(sql);
                ResultSet r = s.executeQuery()) {
            while (r.next()) {
                action.accept(r);
            }
        }
    }

    private interface RowAction {
        void accept(ResultSet row) throws SQLException;
    }
}
