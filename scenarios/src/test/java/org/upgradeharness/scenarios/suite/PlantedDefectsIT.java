package org.upgradeharness.scenarios.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.RowJudge;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.run.Damage;
import org.upgradeharness.run.RunSetup;
import org.upgradeharness.run.UpgradeCase;
import org.upgradeharness.run.Way;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.store.Table;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.StepNames;
import org.upgradeharness.timeline.Timeline;
import org.upgradeharness.witness.contextforge.ContextForge;

/**
 * Damages the store of the real gateway between old and new, in two upgrades, each in another way: the finding must name exactly
 * what was damaged, and everything else that the other upgrade does not report must carry its group. What both report is of the
 * gateway, and nothing of it may be new. So each is the other one's control.
 */
@Execution(ExecutionMode.CONCURRENT)
class PlantedDefectsIT {
    @TempDir
    static Path folder;

    private static RunSetup setup;
    private static final Map<Engine, Object> LOCKS =
            new EnumMap<>(Map.of(Engine.POSTGRES, new Object(), Engine.SQLITE, new Object()));

    @BeforeAll
    static void open() {
        setup = RunSetup.open(
                Requests.runId(),
                Requests.between("RC1", "GA", List.of(Engine.POSTGRES, Engine.SQLITE), folder.resolve("report")),
                Requests.contextForge(),
                ContextForge.witnesses(),
                Requests.FIXTURES,
                new Secrets(),
                new Timeline(),
                line -> {});
    }

    @AfterAll
    static void close() {
        setup.close();
    }

    /** One planted defect. */
    record Plant(
            String name,
            Damage.Moment moment,
            Way way,
            String sql,
            Severity severity,
            Kind kind,
            String object,
            String key) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Way OWN = new Way.OwnStart();
    /** What is looked for on one way alone: what is known there is not in both. */
    private static final Set<String> ONE_WAY = Set.of(StepNames.RIGHTS, StepNames.EXPOSED);

    private static final Way COMMAND_LINE = new Way.ByMigrator("command-line");
    private static final List<Plant> PLANTS = List.of(
            new Plant(
                    "a row deleted",
                    Damage.Moment.BEFORE_MIGRATION,
                    OWN,
                    "DELETE FROM tools WHERE original_name = 'upgrade-hidden'",
                    Severity.ERROR,
                    Kind.LOST_ROW,
                    "tools",
                    "upgrade-hidden"),
            new Plant(
                    "one character of one text changed",
                    Damage.Moment.BEFORE_MIGRATION,
                    OWN,
                    "UPDATE resources SET text_content = replace(text_content, 'plan', 'plam') WHERE uri = 'upgrade://plan'",
                    Severity.ERROR,
                    Kind.CHANGED_VALUE,
                    "resources.text_content",
                    "upgrade-plan"),
            new Plant(
                    "the version row set back",
                    Damage.Moment.BEFORE_START,
                    COMMAND_LINE,
                    "UPDATE alembic_version SET version_num = 'x7h8i9j0k1l2'",
                    Severity.ERROR,
                    Kind.VERSION_MISMATCH,
                    "alembic_version.version_num",
                    ""),
            new Plant(
                    "a secret emptied",
                    Damage.Moment.BEFORE_MIGRATION,
                    OWN,
                    "UPDATE tools SET auth_value = NULL WHERE original_name = 'upgrade-bearer'",
                    Severity.ERROR,
                    Kind.CHANGED_VALUE,
                    "tools.auth_value",
                    "upgrade-bearer"),
            new Plant(
                    "an index dropped",
                    Damage.Moment.AFTER_START,
                    OWN,
                    "DROP INDEX idx_tools_created_at_id",
                    Severity.WARNING,
                    Kind.SCHEMA_DIFFERENCE,
                    "tools.idx_tools_created_at_id",
                    ""));

    /** What has the same way is planted together: each must be named for itself, and nothing besides. */
    @ParameterizedTest(name = "planted on {0}")
    @MethodSource("engines")
    void areFoundAndNamed(Engine engine) {
        synchronized (LOCKS.get(engine)) {
            Map<Way, List<Finding>> found = new LinkedHashMap<>();
            for (Way way : List.of(OWN, COMMAND_LINE)) {
                found.put(way, damaged(engine, way));
            }
            assertThat(inBoth(found, f -> f.failsAt(Severity.ERROR, false)))
                    .as("new in both upgrades, so that no plant is the cause")
                    .isEmpty();
            Set<String> ofTheGateway = inBoth(found, f -> true);
            found.forEach((way, findings) -> named(
                    planted(way),
                    findings.stream()
                            .filter(f -> !ofTheGateway.contains(signature(f)))
                            .filter(f -> !(f.known() != null && ONE_WAY.contains(f.step())))
                            .toList()));
        }
    }

    /** What both upgrades report. Where a plant left the store behind, what is known stands in the plant's group, and is not known there. */
    private static Set<String> inBoth(Map<Way, List<Finding>> found, Predicate<Finding> which) {
        Set<String> both = signatures(found.get(OWN), which);
        both.retainAll(signatures(found.get(COMMAND_LINE), which));
        return both;
    }

    private static List<Plant> planted(Way way) {
        return PLANTS.stream().filter(p -> p.way().equals(way)).toList();
    }

    private static List<Finding> damaged(Engine engine, Way way) {
        return upgrade(
                engine,
                way,
                d -> planted(way).stream()
                        .filter(plant -> d.moment() == plant.moment())
                        .forEach(plant -> d.server().execute(d.store(), plant.sql())));
    }

    private static void named(List<Plant> plants, List<Finding> fresh) {
        Set<String> groups = new TreeSet<>();
        for (Plant plant : plants) {
            List<Finding> named = fresh.stream()
                    .filter(f -> f.kind() == plant.kind()
                            && f.object().equals(plant.object())
                            && f.key().contains(plant.key())
                            && f.severity() == plant.severity()
                            && f.known() == null)
                    .toList();
            assertThat(named)
                    .as("the finding of %s among %s", plant, told(fresh))
                    .hasSize(1);
            groups.add(named.get(0).group());
        }
        assertThat(groups).as("each plant has a group of its own").hasSameSizeAs(plants);
        assertThat(fresh)
                .as("what else is reported carries a plant's group, among %s", told(fresh))
                .allMatch(f -> groups.contains(f.group()));
    }

    static Stream<Engine> engines() {
        return Stream.of(Engine.POSTGRES, Engine.SQLITE);
    }

    /** No gateway is needed to see that no table is left out: a row of each is deleted in a copy, and the rows are compared. */
    @ParameterizedTest(name = "a row deleted of any seeded table on {0}")
    @MethodSource("engines")
    void aRowOfAnyTableIsMissed(Engine engine) {
        synchronized (LOCKS.get(engine)) {
            Map<String, List<Finding>> found = new TreeMap<>();
            assertThatThrownBy(() -> upgrade(engine, new Way.OwnStart(), d -> {
                        found.putAll(deletingOneRowOfEachTable(d));
                        throw new Enough();
                    }))
                    .isInstanceOf(Enough.class);
            assertThat(found).hasSizeGreaterThan(20);
            assertThat(found)
                    .allSatisfy((table, findings) -> assertThat(findings)
                            .as(table)
                            .anyMatch(f -> f.kind() == Kind.LOST_ROW
                                    && f.object().equals(table)
                                    && f.severity() == Severity.ERROR)
                            .allMatch(f -> f.object().equals(table)));
        }
    }

    /** No gateway has to start once the rows have been compared. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static Map<String, List<Finding>> deletingOneRowOfEachTable(Damage d) {
        Map<String, List<Finding>> found = new TreeMap<>();
        for (String table : seededTables(d)) {
            Store copy = d.server().copy(d.store(), "row-" + table.replace('_', '-') + "-" + System.nanoTime());
            d.server().execute(copy, deletionOfOneRow(d.store().engine(), table));
            try (StoreReader before = StoreReader.open(d.store().address());
                    StoreReader after = StoreReader.open(copy.address())) {
                found.put(
                        table,
                        RowJudge.compare(before, after, List.of(), line -> {}).findings());
            }
        }
        return found;
    }

    private static String deletionOfOneRow(Engine engine, String table) {
        String place = engine == Engine.POSTGRES ? "ctid" : "rowid";
        String unchecked =
                engine == Engine.POSTGRES ? "SET ROLE NONE; SET LOCAL session_replication_role = replica;" : "";
        return unchecked + "DELETE FROM \"" + table + "\" WHERE " + place + " = (SELECT " + place + " FROM \"" + table
                + "\" LIMIT 1)";
    }

    private static List<String> seededTables(Damage d) {
        try (StoreReader reader = StoreReader.open(d.store().address())) {
            return tables(reader).stream().filter(t -> reader.count(t) > 0).toList();
        }
    }

    private static List<String> tables(StoreReader reader) {
        return reader.catalogue().tables().stream()
                .map(Table::name)
                .filter(t -> !t.equals("alembic_version"))
                .toList();
    }

    /** With generated rows there is no table of which nothing can get lost. */
    @ParameterizedTest(name = "a generated row deleted of any table on {0}")
    @MethodSource("engines")
    void aRowOfAnyTableThatWasEmptyIsMissed(Engine engine) {
        synchronized (LOCKS.get(engine)) {
            List<String> all = new ArrayList<>();
            UpgradeCase upgrade = planted(engine, d -> {
                try (StoreReader reader = StoreReader.open(d.store().address())) {
                    all.addAll(tables(reader));
                }
                all.forEach(table -> d.server().execute(d.store(), deletionOfOneRow(engine, table)));
            });
            upgrade.seeded(setup.run().from());
            upgrade.generateRows();
            upgrade.moveStepwise(setup.run().to());
            assertThat(upgrade.findings().stream()
                            .filter(f -> f.kind() == Kind.LOST_ROW && f.severity() == Severity.ERROR)
                            .map(Finding::object))
                    .containsAll(all);
            assertThat(all).hasSizeGreaterThan(50);
        }
    }

    private static Set<String> signatures(List<Finding> findings, Predicate<Finding> which) {
        return findings.stream()
                .filter(which)
                .map(PlantedDefectsIT::signature)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Without ids, which are the same in one run, and without counts of log lines, which are not. */
    private static String signature(Finding f) {
        return f.kind() + " " + f.object() + " " + (f.kind() == Kind.LOG_ERROR ? "" : f.key());
    }

    private static List<Finding> upgrade(Engine engine, Way way, Consumer<Damage> damage) {
        UpgradeCase upgrade = planted(engine, damage);
        upgrade.seeded(setup.run().from());
        upgrade.moveTo(setup.run().to(), way);
        return new ArrayList<>(upgrade.findings());
    }

    private static UpgradeCase planted(Engine engine, Consumer<Damage> damage) {
        CaseKey key = new CaseKey("UPG-01", "planted", engine.id(), "planted-" + System.nanoTime());
        UpgradeCase upgrade = new UpgradeCase(setup.run(), setup.bench(engine), key);
        upgrade.damage(damage);
        return upgrade;
    }

    private static String told(List<Finding> findings) {
        return findings.stream()
                .map(f -> f.severity() + " " + f.kind() + " " + f.object() + " " + f.key() + ": " + f.expected()
                        + " -> " + f.found() + " [" + f.group() + "]")
                .collect(Collectors.joining("\n", "\n", "\n"));
    }
}
