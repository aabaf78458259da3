package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upgradeharness.store.EnumType;
import org.upgradeharness.store.SequenceState;
import org.upgradeharness.store.StoreAddress;
import org.upgradeharness.store.StoreReader;

/** What the judges must see on PostgreSQL. A subclass gives empty databases. */
public abstract class PostgresJudgeContract {
    private static final String TABLE =
            "CREATE TABLE t (id SERIAL PRIMARY KEY, j JSON, ts TIMESTAMP, tz TIMESTAMPTZ, s VARCHAR(255),"
                    + " b BOOLEAN, f DOUBLE PRECISION, n NUMERIC(10,2), raw BYTEA, u UUID)";
    private static final String ROW = "INSERT INTO t VALUES (1, '{\"a\": 1, \"b\": [1, 2]}', '2026-01-01 10:00:00.5',"
            + " '2026-01-01 10:00:00+02', 'x', true, 0.1, 1.50, '\\x00ff', '6f9619ff-8b86-d011-b42d-00c04fc964ff')";

    /** An empty database, another one for each call. */
    protected abstract StoreAddress emptyStore();

    private StoreReader store(String... statements) {
        StoreAddress address = emptyStore();
        try (Connection c = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement s = c.createStatement()) {
            for (String sql : statements) {
                s.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return StoreReader.open(address);
    }

    @Test
    void whatSomebodyChoseBesideColumnsIsCompared() {
        String parent = "CREATE TABLE p (id INT PRIMARY KEY, n TEXT)";
        String child = "CREATE TABLE c (id INT PRIMARY KEY, up INT REFERENCES p (id), x INT, y TEXT)";
        try (StoreReader fresh = store(
                        parent,
                        child,
                        "CREATE INDEX ix ON c (x DESC)",
                        "ALTER TABLE c ADD CONSTRAINT ck CHECK (x > 0)",
                        "CREATE FUNCTION f() RETURNS INT LANGUAGE sql AS 'SELECT 1'");
                StoreReader up = store(
                        parent,
                        child,
                        "CREATE INDEX ix ON c (x)",
                        "ALTER TABLE c ADD CONSTRAINT ck CHECK (x > 0) NOT VALID",
                        "ALTER TABLE c ALTER CONSTRAINT c_up_fkey DEFERRABLE",
                        "ALTER TABLE p ALTER COLUMN n TYPE TEXT COLLATE \"C\"",
                        "ALTER TABLE c SET UNLOGGED",
                        "CREATE FUNCTION f() RETURNS INT LANGUAGE sql AS 'SELECT 2'")) {
            assertThat(SchemaJudge.compare(up.catalogue(), fresh.catalogue()))
                    .extracting(Finding::object, f -> f.severity().id(), Finding::found)
                    .containsExactlyInAnyOrder(
                            tuple("c.ix", "warning", "no such index option"),
                            tuple("c CHECK ((x > 0)", "warning", "not valid"),
                            tuple("c FOREIGN KEY (up) p", "warning", "deferrable"),
                            tuple("p.n", "warning", "collate c"),
                            tuple("c", "error", "unlogged"),
                            tuple("f()", "warning", "'select 2'"));
            assertThat(SchemaJudge.compare(fresh.catalogue(), fresh.catalogue()))
                    .isEmpty();
        }
    }

    @Test
    void whatPeopleMadeBesideTheGatewayIsNotLeftAndNotLost() {
        String tools = "CREATE TABLE tools (id INT PRIMARY KEY, name TEXT)";
        String gone = "CREATE TABLE gone (id INT PRIMARY KEY)";
        String[] own = {
            tools,
            "CREATE TABLE peers (id INT PRIMARY KEY, name TEXT)",
            "DO 'BEGIN CREATE ROLE reporting NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END'",
            "CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER audit AFTER UPDATE ON tools FOR EACH ROW EXECUTE FUNCTION audit()",
            "CREATE DOMAIN mail AS TEXT CHECK (VALUE <> '')",
            "CREATE PUBLICATION copies FOR TABLE tools"
        };
        String[] onPeers = {
            "CREATE TRIGGER audit AFTER UPDATE ON peers FOR EACH ROW EXECUTE FUNCTION audit()",
            "GRANT SELECT, UPDATE ON peers TO reporting",
            "ALTER TABLE peers ENABLE ROW LEVEL SECURITY"
        };
        try (StoreReader installed = store(tools, own[1], gone);
                StoreReader old = store(
                        String.join(";", own),
                        String.join(";", onPeers),
                        gone,
                        "GRANT SELECT ON gone TO reporting",
                        "CREATE TRIGGER audit AFTER UPDATE ON gone FOR EACH ROW EXECUTE FUNCTION audit()");
                StoreReader kept = store(String.join(";", own), String.join(";", onPeers));
                StoreReader lost = store(String.join(";", own), "DROP PUBLICATION copies", "DROP DOMAIN mail");
                StoreReader fresh = store(tools, own[1])) {
            assertThat(own(installed, old, kept, fresh)).isEmpty();
            assertThat(own(installed, old, lost, fresh))
                    .extracting(Finding::severity, Finding::object, Finding::expected, Finding::found)
                    .containsExactlyInAnyOrder(
                            tuple(Severity.ERROR, "peers.audit", "trigger", "no such trigger"),
                            tuple(Severity.ERROR, "peers to reporting", "select,update", "no such grant"),
                            tuple(Severity.ERROR, "peers", "row security", "no such table option"),
                            tuple(Severity.ERROR, "tools in copies", "publication", "no such publication"),
                            tuple(Severity.ERROR, "mail", "domain", "no such domain"));
        }
    }

    /** What is told of an upgraded schema, where people have made something of their own. */
    static List<Finding> own(StoreReader installed, StoreReader old, StoreReader upgraded, StoreReader fresh) {
        return OwnSchema.judge(
                SchemaJudge.compare(upgraded.catalogue(), fresh.catalogue()),
                installed.catalogue(),
                old.catalogue(),
                upgraded.catalogue());
    }

    @Test
    void anotherTypeWithTheSameMeaningIsNoChangedValue() {
        try (StoreReader before = store(TABLE, ROW);
                StoreReader after = store(
                        TABLE,
                        ROW,
                        "ALTER TABLE t ALTER j TYPE JSONB, ALTER ts TYPE TIMESTAMPTZ USING ts AT TIME ZONE 'UTC', ALTER s TYPE TEXT,"
                                + " ALTER n TYPE NUMERIC(12,4), ALTER u TYPE VARCHAR(36), ALTER id TYPE BIGINT")) {
            assertThat(SqliteStores.compare(before, after).findings()).isEmpty();
            // The row was written with a number of its own, so that the sequence is behind as well.
            assertThat(SchemaJudge.compare(after.catalogue(), before.catalogue()))
                    .extracting(Finding::object, f -> f.severity().id())
                    .containsExactlyInAnyOrder(
                            tuple("t.id", "note"),
                            tuple("t.j", "warning"),
                            tuple("t.ts", "warning"),
                            tuple("t.s", "note"),
                            tuple("t.n", "note"),
                            tuple("t.u", "error"),
                            tuple("t.id", "error"));
        }
    }

    @Test
    void everyPlantedValueIsFound() {
        try (StoreReader before = store(TABLE, ROW);
                StoreReader after = store(
                        TABLE,
                        ROW,
                        "UPDATE t SET j = '{\"b\": [2, 1], \"a\": 1}', ts = ts + interval '1 microsecond',"
                                + " tz = tz + interval '1 hour', s = '', b = NOT b, f = 0.10000000000000002, n = NULL, raw = '\\x00fe'")) {
            assertThat(SqliteStores.compare(before, after).findings())
                    .extracting(Finding::object)
                    .containsExactly("t.j", "t.ts", "t.tz", "t.s", "t.b", "t.f", "t.n", "t.raw");
        }
    }

    @Test
    void sequencesEnumsAndInvalidIndexesAreSeen() {
        String[] made = {
            TABLE,
            ROW,
            "CREATE TYPE mood AS ENUM ('sad', 'ok')",
            "CREATE TABLE m (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, mood mood, t_id INT REFERENCES t ON DELETE CASCADE)",
            "CREATE VIEW v AS SELECT id FROM t",
            "CREATE INDEX ix_s ON t (s)"
        };
        try (StoreReader good = store(made);
                StoreReader bad = store(
                        String.join(";", made),
                        "ALTER TYPE mood ADD VALUE 'good'",
                        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_s'::regclass",
                        "DROP VIEW v",
                        "CREATE VIEW v AS SELECT id, s FROM t",
                        "SELECT setval('t_id_seq', 5)")) {
            assertThat(good.sequences())
                    .containsExactlyInAnyOrder(
                            new SequenceState("t_id_seq", "t", "id", 1, 1L),
                            new SequenceState("m_id_seq", "m", "id", 1, null));
            assertThat(good.catalogue().enums()).containsExactly(new EnumType("mood", List.of("sad", "ok")));
            assertThat(SchemaJudge.compare(good.catalogue(), good.catalogue()))
                    .extracting(Finding::kind, Finding::object)
                    .containsExactly(tuple(Kind.SEQUENCE_BEHIND, "t.id"));
            assertThat(SchemaJudge.compare(bad.catalogue(), good.catalogue()))
                    .extracting(Finding::group, f -> f.severity().id())
                    .containsExactlyInAnyOrder(
                            tuple("invalid indexes", "warning"),
                            tuple("enumerations have more values or another order", "note"),
                            tuple("views differ", "warning"));
        }
    }

    @Test
    void otherSchemasAreNotLookedAt() {
        try (StoreReader store = store("CREATE SCHEMA other", "CREATE TABLE other.x (id INT)", TABLE)) {
            assertThat(store.catalogue().tables()).hasSize(1);
        }
    }
}
