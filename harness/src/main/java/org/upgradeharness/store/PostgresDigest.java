package org.upgradeharness.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * All that the schema {@code public} of a PostgreSQL database holds, in one word that the server reckons by itself: rows, their
 * form, and what sequences have reached. It costs one question a store, where reading it costs two for each table.
 */
final class PostgresDigest {
    /** One statement for all tables, made by the server: their names and columns are not the same in all stores. */
    private static final String ROWS = """
            SELECT 'SELECT md5(string_agg(concat_ws('' '', name, rows), '' '' ORDER BY name)) FROM (' || string_agg(format(
                     'SELECT %L AS name, md5(string_agg(x::text, E''\\n'' ORDER BY x::text)) AS rows FROM public.%I x',
                     relname, relname), ' UNION ALL ') || ') t'
              FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
            """;

    private static final String FORM = """
            SELECT md5(string_agg(line, ' ' ORDER BY line)) FROM (
              SELECT concat_ws(' ', c.relname, c.relkind, a.attname, a.attnum, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                               a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid)) AS line
                FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
               WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')
              UNION ALL
              SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated) FROM pg_constraint
               WHERE connamespace = 'public'::regnamespace
              UNION ALL
              SELECT concat_ws(' ', pg_get_indexdef(indexrelid), indisvalid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
               WHERE c.relnamespace = 'public'::regnamespace
              UNION ALL
              SELECT concat_ws(' ', sequencename, last_value, increment_by, data_type, start_value, min_value,
                               max_value, cycle) FROM pg_sequences WHERE schemaname = 'public'
              UNION ALL
              SELECT concat_ws(' ', t.typname, e.enumlabel, e.enumsortorder) FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
              UNION ALL
              SELECT concat_ws(' ', proname, md5(prosrc)) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
              UNION ALL
              SELECT concat_ws(' ', viewname, md5(definition)) FROM pg_views WHERE schemaname = 'public'
              UNION ALL
              SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
               WHERE NOT tgisinternal AND c.relnamespace = 'public'::regnamespace) lines
            """;

    private static final String NOTHING = "null";

    private PostgresDigest() {}

    static String of(Connection connection) throws SQLException {
        try (Statement s = connection.createStatement()) {
            String rows = one(s, ROWS);
            return (rows.equals(NOTHING) ? NOTHING : one(s, rows)) + one(s, FORM);
        }
    }

    private static String one(Statement statement, String sql) throws SQLException {
        try (ResultSet r = statement.executeQuery(sql)) {
            r.next();
            return String.valueOf(r.getString(1));
        }
    }
}
