package org.upgradeharness.scenarios.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.report.RecordedRuns;
import org.upgradeharness.run.DumpRequest;
import org.upgradeharness.run.LoadedProduct;
import org.upgradeharness.run.RunRequest;
import org.upgradeharness.scenarios.matrix.History;
import org.upgradeharness.scenarios.matrix.Matrix;
import org.upgradeharness.scenarios.matrix.MatrixTable;
import org.upgradeharness.scenarios.matrix.MissingRun;
import org.upgradeharness.scenarios.matrix.Pair;
import org.upgradeharness.scenarios.matrix.Present;
import org.upgradeharness.scenarios.suite.CaseContent;
import org.upgradeharness.scenarios.suite.ScenarioRef;
import org.upgradeharness.scenarios.suite.Scenarios;
import org.upgradeharness.store.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./upgrade matrix}. */
@Command(
        name = "matrix",
        description = {
            "Shows for pairs of releases and engines what their last runs came to, and runs what has no verdict.",
            "",
            "Pairs are each release and the next one, each release and the newest, and those that were run; with --releases all pairs"
                    + " of the releases named. Post-releases count as none. A verdict holds as long as the images of both releases, the"
                    + " version of the harness, the feature file, product.yaml and known-findings.yaml are those of its run. Runs with"
                    + " conditions of their own (--env, --sql, --path, a candidate, …) do not count."
        },
        mixinStandardHelpOptions = true,
        versionProvider = HarnessVersion.class,
        footer = {
            "",
            "Exit codes: that of the worst run of --missing, 1 before 3 before 2; 0 if only the table is shown.",
            "",
            "Examples:",
            "  ./upgrade matrix                                     what is known",
            "  ./upgrade matrix --releases 1.0.0rc1,1.0.0,1.0.4",
            "  ./upgrade matrix --missing --limit 3 --engine sqlite --case UPG-01",
            "  ./upgrade matrix --missing --dry-run                 what would be run"
        })
final class MatrixCommand implements Callable<Integer> {
    /** The worse, the later. */
    private static final List<Integer> WORSE = List.of(0, Upgrade.USAGE, Upgrade.BROKEN, 1);

    @Option(
            names = "--product",
            defaultValue = ReleaseOptions.USUAL,
            paramLabel = "NAME",
            description = "Product under test (default: ${DEFAULT-VALUE}).")
    private String name;

    @Option(
            names = "--reports",
            paramLabel = "DIR",
            defaultValue = "reports",
            description = "Folder below which the reports stand, and new ones are put (default: ${DEFAULT-VALUE}).")
    private Path reports;

    @Option(
            names = "--releases",
            split = ",",
            paramLabel = "RELEASE",
            description = "Only pairs of these releases: numbers, RC1 or GA.")
    private List<String> releases = List.of();

    @Option(
            names = "--engine",
            split = ",",
            paramLabel = "ENGINE",
            description = "postgres, sqlite or both, comma-separated (default: both).")
    private List<String> engines = List.of();

    @Option(
            names = "--case",
            split = ",",
            paramLabel = "ID",
            description = "Only these cases, for example UPG-01,UPG-05.")
    private List<String> cases = List.of();

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            defaultValue = "standard",
            description = "quick, standard or full (default: ${DEFAULT-VALUE}).")
    private String tier;

    @Option(names = "--missing", description = "Runs what has no verdict that holds, newest pairs first.")
    private boolean missing;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "At most so many runs; a run takes a pair on all engines that miss it (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--dry-run", description = "Lists the runs of --missing and starts nothing.")
    private boolean dryRun;

    @Override
    public Integer call() {
        List<Engine> kinds = Allowed.engines(engines);
        Allowed.demand("--tier", tier, Allowed.TIERS);
        if (limit < 1) {
            throw new UsageError("\"" + limit + "\" after --limit is not allowed: one run is the least.");
        }
        if (Files.exists(reports) && !Files.isDirectory(reports)) {
            throw new UsageError("The path " + reports + " after --reports is no folder.");
        }
        FixtureSource fixtures = FixtureSource.classPath(MatrixCommand.class.getClassLoader(), "fixtures");
        LoadedProduct product = LoadedProduct.read(fixtures, name);
        List<ScenarioRef> chosen = chosen();
        List<Pair> named = releases.isEmpty() ? List.of() : MatrixReleases.among(releases, product.product());
        MatrixReleases known = new MatrixReleases(product.product(), fixtures, System.err::println);
        History history = history(product, true);
        List<Pair> pairs = releases.isEmpty() ? known.usual(history) : named;
        Present present =
                new Present(HarnessVersion.NUMBER, CaseContent.of(name, fixtures, chosen), known.digests(pairs));
        Matrix matrix = Matrix.of(pairs, kinds, chosen, history, present);
        MatrixTable.lines(matrix).forEach(System.out::println);
        if (!missing && !dryRun) {
            return 0;
        }
        List<MissingRun> runs = matrix.missing();
        List<MissingRun> next = runs.subList(0, Math.min(limit, runs.size()));
        list(runs, next);
        if (dryRun || next.isEmpty()) {
            return 0;
        }
        int worst = 0;
        for (MissingRun each : next) {
            int code = run(each, product, fixtures);
            worst = WORSE.indexOf(code) > WORSE.indexOf(worst) ? code : worst;
        }
        System.out.println();
        // The runs may have got images that were not here.
        Present after = new Present(present.harness(), present.content(), known.digests(pairs));
        MatrixTable.lines(Matrix.of(pairs, kinds, chosen, history(product, false), after))
                .forEach(System.out::println);
        return worst;
    }

    private List<ScenarioRef> chosen() {
        Scenarios scenarios = Scenarios.find();
        List<ScenarioRef> chosen = scenarios.select(cases, "", tier).stream()
                .filter(ScenarioRef::upgrades)
                .toList();
        if (chosen.isEmpty()) {
            throw new UsageError(
                    "None of the chosen cases upgrades one release to another; a pair needs one, such as UPG-01.");
        }
        scenarios.demandGlue();
        return chosen;
    }

    private History history(LoadedProduct product, boolean tell) {
        RecordedRuns recorded = RecordedRuns.below(reports);
        History history = History.of(recorded.runs(), product.product());
        if (tell) {
            recorded.unread().forEach(System.err::println);
            if (history.others() > 0) {
                System.err.println("Not counted, because they ran under conditions of their own: " + history.others()
                        + " of " + recorded.runs().size() + " runs.");
            }
        }
        return history;
    }

    private static void list(List<MissingRun> all, List<MissingRun> next) {
        System.out.println();
        if (all.isEmpty()) {
            System.out.println("Nothing is missing.");
            return;
        }
        System.out.println("To be run: " + next.size() + " of " + all.size() + ", newest pairs first");
        for (int i = 0; i < next.size(); i++) {
            System.out.println("  " + (i + 1) + ". " + next.get(i));
        }
    }

    private int run(MissingRun missingRun, LoadedProduct product, FixtureSource fixtures) {
        String id = TerminalRun.newId();
        String from = missingRun.pair().from().toString();
        String to = missingRun.pair().to().toString();
        System.out.println("\n== " + missingRun);
        RunRequest request = new RunRequest(
                name,
                from,
                to,
                List.of(),
                missingRun.engines(),
                null,
                Map.of(),
                Map.of(),
                reports.resolve(id).toAbsolutePath().normalize(),
                Severity.ERROR,
                false,
                1,
                "./upgrade run" + (ReleaseOptions.USUAL.equals(name) ? "" : " --product " + name) + " --from " + from
                        + " --to " + to,
                DumpRequest.NONE);
        try {
            return TerminalRun.execute(id, request, product, fixtures, Scenarios.find(), missingRun.scenarios(), true);
        } catch (UsageError e) {
            // One release that cannot be had says nothing about the other pairs.
            System.err.println("upgrade: " + e.getMessage());
            return Upgrade.USAGE;
        }
    }
}
