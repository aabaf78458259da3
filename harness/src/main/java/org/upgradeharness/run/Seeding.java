package org.upgradeharness.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.RowJudge;
import org.upgradeharness.judge.SchemaJudge;
import org.upgradeharness.product.Lack;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.RowCopies;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.store.StoreServer;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.StepNames;
import org.upgradeharness.witness.Dataset;
import org.upgradeharness.witness.EdgeData;
import org.upgradeharness.witness.Observation;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Witness;

/** Makes the seeded store of a release. */
final class Seeding {
    private static final int BULK_ROWS = 100_000;

    private final Bench bench;
    private final StoreServer server;
    private final Run run;
    private final CaseKey key;
    private final Side side;
    private final Dataset dataset;

    /**
     * A seeding that has not begun.
     *
     * @param server where stores are made; what was seeded is shared by runs, so that no broken instrument stands before it
     * @param key the case that asks: the time is written down there
     */
    Seeding(Bench bench, StoreServer server, CaseKey key, Side side, Dataset dataset) {
        this.bench = bench;
        this.server = server;
        this.run = bench.run();
        this.key = key;
        this.side = side;
        this.dataset = dataset;
    }

    /** Starts the release on an empty store, seeds it over its API, looks at all of it, stops it, and proves a backup. */
    Seeded seeded() {
        String full = dataset == Dataset.SMOKE ? "" : "-" + dataset.name().toLowerCase(Locale.ROOT);
        EvidenceFolder evidence = run.evidence(
                "seed-" + side.version() + full + "-" + bench.engine().id());
        Store store = server.empty(bench.name("seed-" + side.version()));
        Exposure exposure = new Exposure(run, evidence.transcript("http.txt"));
        try (Gateway gateway = bench.start(side, store, exposure)) {
            try {
                run.timeline().step(key, StepNames.installAndStart(side.version()), () -> {
                    run.awaitReady(gateway);
                    return null;
                });
                Catalogue installed = bench.catalogue(store);
                Seedbed bed = bench.bed(lacks());
                Observation observation = run.timeline().step(key, StepNames.seed(side.version()), () -> {
                    plant(gateway.api(), store, bed);
                    if (dataset == Dataset.FULL) {
                        edges(store, bed, evidence);
                    } else if (dataset == Dataset.BULK) {
                        bulk(store, bed);
                    }
                    if (!side.equals(run.from()) || run.request().sql() == null) {
                        return observed(gateway, store, bed);
                    }
                    ExtraSql extra = ExtraSql.read(run.request().sql());
                    extra.run(server, store);
                    return extra.shown(side.version().toString(), () -> observed(gateway, store, bed));
                });
                evidence.json("observation.json", observation);
                boolean graceful = run.timeline().step(key, StepNames.stop(side.version()), gateway::stop);
                if (!graceful) {
                    throw new BrokenEnvironment(
                            side.version() + " did not stop by itself after SIGTERM; what it had buffered is lost.");
                }
                Map<String, Long> rows = bench.rows(store);
                demandRows(rows);
                Guards.atOldHead(side, bench.versions(store));
                evidence.lines("not-seeded.txt", notSeeded(rows));
                Path backup = run.timeline()
                        .step(key, StepNames.BACK_UP, () -> proveBackup(store, "dump-" + side.version() + full));
                return new Seeded(
                        side,
                        store,
                        bed,
                        observation,
                        installed,
                        gateway.log(),
                        exposure.told(),
                        rows,
                        backup,
                        dataset);
            } finally {
                evidence.lines("gateway.log", gateway.log());
            }
        }
    }

    private void plant(Api anonymous, Store store, Seedbed bed) {
        bed.admin(run.witnesses()
                .session()
                .administrator(anonymous, bench.settings().of(side, store), bed));
        for (Witness witness : run.witnesses().witnesses()) {
            witness.seed(bed);
        }
        Guards.seeded(run.witnesses().witnesses(), bed);
    }

    private void edges(Store store, Seedbed bed, EvidenceFolder evidence) {
        List<String> refused = new ArrayList<>();
        EdgeData edges = run.witnesses().edges();
        edges.seed(bed, run.request().seed(), refused::add);
        evidence.lines("edges-refused.txt", refused);
        Catalogue catalogue = bench.catalogue(store);
        for (EdgeData.Copies copies : edges.copies(bed)) {
            server.execute(
                    store, RowCopies.sql(catalogue, copies.table(), copies.column(), copies.value(), copies.count()));
        }
        edges.sql(bed).forEach(sql -> server.execute(store, sql));
    }

    /** Copies in the database: a row made over the API takes forty milliseconds. */
    private void bulk(Store store, Seedbed bed) {
        Catalogue catalogue = bench.catalogue(store);
        Map<String, String> growing = run.witnesses().edges().growing(bed);
        growing.forEach((table, first) -> {
            server.execute(store, first);
            server.execute(store, RowCopies.sql(catalogue, table, BULK_ROWS));
        });
        Guards.bulk(growing.keySet(), bench.rows(store), BULK_ROWS);
    }

    private void registerStored(Store store) {
        try (StoreReader reader = StoreReader.open(store.address())) {
            Exposure.registerStored(reader, run.secrets());
        }
    }

    private Observation observed(Gateway gateway, Store store, Seedbed bed) {
        registerStored(store);
        Observation seen = run.observer()
                .old(new Sight(gateway.api(), bed.admin(), bed), side.image().id() + " " + side.settings());
        Guards.seen(run.witnesses().witnesses(), seen);
        bed.counts().forEach((feature, made) -> {
            int shown = seen.entities().getOrDefault(feature, Map.of()).size();
            if (shown < made) {
                throw new BrokenEnvironment(
                        "Of " + made + " " + feature + " that were seeded the old release shows only " + shown + ".");
            }
        });
        return seen;
    }

    private Set<String> lacks() {
        return run.product().lacks(side.version()).stream().map(Lack::ability).collect(Collectors.toSet());
    }

    /** What this seed says nothing of: what the release cannot do, and tables that stay empty. */
    private List<String> notSeeded(Map<String, Long> rows) {
        List<String> lines = new ArrayList<>();
        run.product().lacks(side.version()).forEach(l -> lines.add(l.ability() + ": " + l.reason()));
        rows.forEach((table, count) -> {
            if (count == 0) {
                lines.add("table " + table + ": no row");
            }
        });
        return lines;
    }

    private void demandRows(Map<String, Long> rows) {
        List<String> unfillable = run.product().lacks(side.version()).stream()
                .flatMap(l -> l.tables().stream())
                .toList();
        for (Witness witness : run.witnesses().witnesses()) {
            witness.leastRows().forEach((table, least) -> {
                long found = rows.getOrDefault(table, 0L);
                if (found < least && !unfillable.contains(table)) {
                    throw new BrokenEnvironment("The seed made less than it should: table " + table + " holds " + found
                            + " rows instead of at least " + least + ".");
                }
            });
        }
    }

    /** A backup nobody has restored is none: the restored store must hold the same rows. */
    private Path proveBackup(Store store, String savedAs) {
        Path dump = server.dump(store, run.folder("backup"));
        Store restored = server.restore(dump, bench.name("restored"));
        try (StoreReader before = StoreReader.open(store.address());
                StoreReader after = StoreReader.open(restored.address())) {
            List<Finding> lost = new ArrayList<>(
                    RowJudge.compare(before, after, List.of(), line -> {}).findings());
            lost.addAll(SchemaJudge.compare(after.catalogue(), before.catalogue()));
            if (!lost.isEmpty()) {
                throw new BrokenEnvironment(
                        "The backup taken before the upgrade does not restore what was there: " + lost.size()
                                + " differences, the first at " + lost.get(0).object() + ".");
            }
        }
        if (run.request().dumps().save()) {
            run.saveDump(dump, savedAs);
        }
        return dump;
    }
}
