package org.upgradeharness.store;

/** The questions to {@code pg_catalog}; they work from PostgreSQL 12 on. */
final class PostgresQueries {
    private PostgresQueries() {}

    static final String COLUMNS = """
            SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable,
                   pg_get_expr(d.adbin, d.adrelid) AS expression, a.attidentity::text AS identity, a.attgenerated::text AS generated,
                   t.typtype::text AS kind
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
              LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              LEFT JOIN pg_type t ON t.oid = a.atttypid
              LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
             WHERE c.relkind IN ('r', 'p')
             ORDER BY 1, a.attnum
            """;

    static final String OWNERS = """
            SELECT s.relname::text, c.relname::text, a.attname::text
              FROM pg_class s
              JOIN pg_namespace n ON n.oid = s.relnamespace AND n.nspname = 'public'
              JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass
                              AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
              JOIN pg_class c ON c.oid = d.refobjid
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
             WHERE s.relkind = 'S'
            """;

    static final String CONSTRAINTS = """
            SELECT c.relname::text AS owner, k.conname::text, k.contype::text,
                   ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u(n, i)
                           JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY u.i) AS columns,
                   f.relname::text AS target,
                   ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u(n, i)
                           JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.n ORDER BY u.i) AS target_columns,
                   k.confdeltype::text, k.confupdtype::text, pg_get_expr(k.conbin, k.conrelid) AS expression
              FROM pg_constraint k
              JOIN pg_class c ON c.oid = k.conrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
              LEFT JOIN pg_class f ON f.oid = k.confrelid
             WHERE k.contype IN ('p', 'f', 'c')
             ORDER BY 1, 2
            """;

    static final String INDEXES = """
            SELECT c.relname::text, i.relname::text AS name,
                   ARRAY(SELECT pg_get_indexdef(x.indexrelid, g, true) FROM generate_series(1, x.indnkeyatts) g ORDER BY g) AS columns,
                   pg_get_expr(x.indpred, x.indrelid) AS predicate, x.indisunique, x.indisvalid,
                   EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.oid AND k.contype IN ('u', 'x')) AS is_constraint
              FROM pg_index x
              JOIN pg_class i ON i.oid = x.indexrelid
              JOIN pg_class c ON c.oid = x.indrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
             WHERE NOT x.indisprimary AND c.relkind IN ('r', 'p')
             ORDER BY 1, 2
            """;

    static final String ENUMS = """
            SELECT t.typname::text, array_agg(e.enumlabel::text ORDER BY e.enumsortorder)
              FROM pg_type t
              JOIN pg_namespace n ON n.oid = t.typnamespace AND n.nspname = 'public'
              JOIN pg_enum e ON e.enumtypid = t.oid
             GROUP BY 1 ORDER BY 1
            """;

    /**
     * What no table, column, index or constraint tells in its own terms. Options that nobody chose are left out, so that a store
     * without any has none of these lines.
     */
    static final String CODE = """
            SELECT 'view' AS form, '' AS owner, c.relname::text AS name, pg_get_viewdef(c.oid, true)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
             WHERE c.relkind IN ('v', 'm')
             UNION ALL
            SELECT 'trigger', c.relname::text, c.relname || '.' || t.tgname,
                   pg_get_triggerdef(t.oid) || CASE t.tgenabled WHEN 'O' THEN '' ELSE ' fired ' || t.tgenabled::text END
              FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
             WHERE NOT t.tgisinternal
             UNION ALL
            SELECT 'rule', tablename::text, tablename || '.' || rulename, definition FROM pg_rules WHERE schemaname = 'public'
             UNION ALL
            SELECT 'function', '', p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', p.prosrc
              FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = 'public'
             WHERE NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e')
             UNION ALL
            SELECT 'domain', '', t.typname::text,
                   concat_ws(' ', format_type(t.typbasetype, t.typtypmod), CASE WHEN t.typnotnull THEN 'not null' END, t.typdefault,
                             (SELECT string_agg(pg_get_constraintdef(k.oid), ' ' ORDER BY k.conname) FROM pg_constraint k
                               WHERE k.contypid = t.oid AND k.contype = 'c'))
              FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace AND n.nspname = 'public'
             WHERE t.typtype = 'd'
             UNION ALL
            SELECT 'extension', '', extname::text, extname::text FROM pg_extension
             UNION ALL
            SELECT 'grant', c.relname::text, c.relname || ' to ' || CASE x.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(x.grantee) END,
                   string_agg(x.privilege_type || CASE WHEN x.is_grantable THEN ' with grant option' ELSE '' END, ', '
                              ORDER BY x.privilege_type)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
              CROSS JOIN LATERAL aclexplode(c.relacl) x
             WHERE c.relkind IN ('r', 'p', 'v', 'm') AND x.grantee <> c.relowner
             GROUP BY c.relname, x.grantee
             UNION ALL
            SELECT 'publication', c.relname::text, c.relname || ' in ' || p.pubname, p.pubname::text
              FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid JOIN pg_class c ON c.oid = r.prrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
             UNION ALL
            SELECT 'table option', c.relname::text, c.relname::text,
                   concat_ws(', ', CASE c.relpersistence WHEN 'u' THEN 'unlogged' END, CASE WHEN c.relrowsecurity THEN 'row security' END,
                             CASE WHEN c.relforcerowsecurity THEN 'row security for the owner too' END,
                             CASE c.relreplident WHEN 'd' THEN NULL ELSE 'replica identity ' || c.relreplident::text END)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
             WHERE c.relkind IN ('r', 'p')
               AND (c.relpersistence = 'u' OR c.relrowsecurity OR c.relforcerowsecurity OR c.relreplident <> 'd')
             UNION ALL
            SELECT 'security rule', tablename::text, tablename || '.' || policyname,
                   concat_ws(' ', permissive, roles::text, cmd, qual, with_check)
              FROM pg_policies WHERE schemaname = 'public'
             UNION ALL
            SELECT 'column option', c.relname::text, c.relname || '.' || a.attname, 'collate ' || o.collname
              FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
              JOIN pg_type t ON t.oid = a.atttypid JOIN pg_collation o ON o.oid = a.attcollation
             WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND a.attcollation <> t.typcollation
             UNION ALL
            SELECT 'constraint option', c.relname::text,
                   c.relname || ' ' || substring(pg_get_constraintdef(k.oid) FROM '^[^)]*[)]') || coalesce(' ' || f.relname, ''),
                   concat_ws(', ', CASE WHEN NOT k.convalidated THEN 'not valid' END, CASE WHEN k.condeferrable THEN 'deferrable' END,
                             CASE WHEN k.condeferred THEN 'initially deferred' END)
              FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
              LEFT JOIN pg_class f ON f.oid = k.confrelid
             WHERE k.condeferrable OR NOT k.convalidated
             UNION ALL
            SELECT 'constraint', c.relname::text, c.relname || '.' || k.conname, pg_get_constraintdef(k.oid)
              FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
             WHERE k.contype = 'x'
             UNION ALL
            SELECT 'index option', c.relname::text, c.relname || '.' || i.relname, substring(pg_get_indexdef(i.oid) FROM ' USING (.*)$')
              FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am m ON m.oid = i.relam
              JOIN pg_namespace n ON n.oid = i.relnamespace AND n.nspname = 'public'
             WHERE m.amname <> 'btree' OR x.indnatts > x.indnkeyatts
                OR EXISTS (SELECT 1 FROM unnest(x.indoption::int2[]) o WHERE o <> 0)
                OR EXISTS (SELECT 1 FROM unnest(x.indclass::oid[]) o JOIN pg_opclass p ON p.oid = o WHERE NOT p.opcdefault)
                OR EXISTS (SELECT 1 FROM unnest(x.indcollation::oid[]) WITH ORDINALITY u(o, i)
                             JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = (x.indkey::int2[])[u.i - 1]
                            WHERE o <> a.attcollation)
                OR pg_get_indexdef(i.oid) LIKE '%NULLS NOT DISTINCT%'
             ORDER BY 1, 3
            """;

    static final String SEQUENCES = """
            SELECT c.relname::text
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
             WHERE c.relkind = 'S' ORDER BY 1
            """;
}
