package org.upgradeharness.store;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.docker.LiveContainer;

/**
 * Restores a dump that somebody else made, in one transaction. Who owned what there says nothing here: roles that a plain dump
 * names are made, so that its statements hold.
 */
final class PostgresRestore {
    private static final Pattern NO_ROLE = Pattern.compile("role \"((?:[^\"]|\"\")+)\" does not exist");
    private static final Pattern NEWER = Pattern.compile(
            "unsupported version|unrecognized configuration parameter|invalid command \\\\(un)?restrict");
    private static final Pattern NEED = Pattern.compile("(?m)Dumped from database version:? (\\d+)");
    private static final int MOST_ROLES = 50;

    private final LiveContainer container;
    /** What belongs to an extension stays so, and the sequence of a column goes with its table. */
    private static final String HAND_OVER = """
            DO $$
            DECLARE one record;
            BEGIN
              FOR one IN
                SELECT 'TABLE' AS form, c.oid::regclass::text AS name, c.oid AS id FROM pg_class c
                 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
                   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND c.relkind = 'S' AND d.deptype IN ('a', 'i'))
                UNION ALL
                SELECT 'ROUTINE', p.oid::regprocedure::text, p.oid FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
                UNION ALL
                SELECT CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, t.oid::regtype::text, t.oid FROM pg_type t
                 WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('d', 'e')
              LOOP
                IF NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = one.id AND d.deptype = 'e') THEN
                  EXECUTE format('ALTER %s %s OWNER TO %I', one.form, one.name, '{owner}');
                END IF;
              END LOOP;
            END $$
            """;

    private final UnaryOperator<String> url;
    private final String owner;

    /**
     * Restores by the programs of a running server.
     *
     * @param url the address of a database by its name, as programs inside the container need it
     * @param owner the role to which everything belongs in the end
     */
    PostgresRestore(LiveContainer container, UnaryOperator<String> url, String owner) {
        this.container = container;
        this.url = url;
        this.owner = owner;
    }

    /** Restores into an empty database. */
    void run(DumpFile dump, Path unpacked, String database, String serverVersion) {
        String inside = "/tmp/" + database + ".dump";
        container.copyIn(unpacked, inside);
        boolean plain = dump.format() == DumpFile.Format.POSTGRES_PLAIN;
        LiveContainer.Executed done = plain ? sql(inside, database) : archive(inside, database);
        if (done.exitCode() == 0) {
            done = psql(database, "--command=" + HAND_OVER.replace("{owner}", owner));
        }
        if (done.exitCode() == 0) {
            return;
        }
        String error = done.error().strip();
        String said = error.lines().limit(2).reduce((a, b) -> a + " " + b).orElse("no word of why");
        if (NEWER.matcher(error).find()) {
            throw new BrokenEnvironment("The dump " + dump.path() + " (" + dump.title()
                    + from(plain, inside) + ") is of a newer PostgreSQL than the one here, " + serverVersion
                    + ", which cannot restore it (" + said
                    + "); have an image postgres:17 or newer on this machine, or dump with an older pg_dump.");
        }
        if (error.contains("CREATE DATABASE cannot run")) {
            throw dump.corrupt("it makes a database of its own; dump without --create");
        }
        throw dump.corrupt(said);
    }

    private String from(boolean plain, String inside) {
        LiveContainer.Executed listed =
                plain ? container.execute("head", "-n", "20", inside) : container.execute("pg_restore", "-l", inside);
        Matcher version = NEED.matcher(listed.output());
        return version.find() ? ", from version " + version.group(1) : "";
    }

    private LiveContainer.Executed archive(String inside, String database) {
        return container.execute(
                "pg_restore",
                "--exit-on-error",
                "--single-transaction",
                "--no-owner",
                "--no-privileges",
                "--dbname=" + url.apply(database),
                inside);
    }

    private LiveContainer.Executed sql(String inside, String database) {
        Set<String> made = new HashSet<>();
        while (true) {
            LiveContainer.Executed done = psql(database, "--single-transaction", "--file=" + inside);
            Matcher role = NO_ROLE.matcher(done.error());
            if (done.exitCode() == 0 || !role.find() || !made.add(role.group(1)) || made.size() > MOST_ROLES) {
                return done;
            }
            LiveContainer.Executed created = psql(database, "--command=CREATE ROLE \"" + role.group(1) + "\" NOLOGIN");
            if (created.exitCode() != 0) {
                return created;
            }
        }
    }

    private LiveContainer.Executed psql(String database, String... what) {
        String[] command = new String[what.length + 5];
        command[0] = "psql";
        command[1] = "--no-psqlrc";
        command[2] = "--quiet";
        command[3] = "--set=ON_ERROR_STOP=1";
        command[4] = "--dbname=" + url.apply(database);
        System.arraycopy(what, 0, command, 5, what.length);
        return container.execute(command);
    }
}
