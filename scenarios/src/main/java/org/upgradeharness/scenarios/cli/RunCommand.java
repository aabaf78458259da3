package org.upgradeharness.scenarios.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.kubernetes.ClusterRequest;
import org.upgradeharness.product.Version;
import org.upgradeharness.run.DumpRequest;
import org.upgradeharness.run.ExtraSql;
import org.upgradeharness.run.LoadedProduct;
import org.upgradeharness.run.RunRequest;
import org.upgradeharness.scenarios.suite.ScenarioRef;
import org.upgradeharness.scenarios.suite.Scenarios;
import org.upgradeharness.store.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./upgrade run}. */
@Command(
        name = "run",
        description = "Runs the cases and writes a report.",
        mixinStandardHelpOptions = true,
        versionProvider = HarnessVersion.class,
        footer = {
            "",
            "Exit codes: 0 all passed · 1 the product under test failed · 2 wrong usage · 3 the environment or the harness is broken.",
            "",
            "Examples:",
            "  ./upgrade run                                        RC1 to GA, both engines",
            "  ./upgrade run --from 1.0.4 --to 1.0.7 --engine sqlite --case UPG-01",
            "  ./upgrade run --path 0.9.0,1.0.0rc1,1.0.0            hop by hop",
            "  ./upgrade run --to image=my/gateway:pr-123           a candidate build",
            "  ./upgrade run --to source=../mcp-context-forge       a candidate, built from a checkout of its sources",
            "  ./upgrade run --dump gateway.sql.gz --from auto      your own data, from the release that wrote it",
            "  ./upgrade run --sql extra.sql                        SQL as a part of the data",
            "  ./upgrade run --to-env PLATFORM_ADMIN_EMAIL=new@example.com",
            "  ./upgrade run --product reference                    a small gateway made here, to try the tool",
            "  ./upgrade run --dry-run                              the plan, and nothing is started"
        })
final class RunCommand implements Callable<Integer> {
    private static final Pattern SECRET_NAME =
            Pattern.compile("[^=]*(SECRET|PASSWORD|TOKEN|KEY|URL)[^=]*=", Pattern.CASE_INSENSITIVE);

    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s|m)");

    @Mixin
    private ReleaseOptions releases;

    @Mixin
    private DumpOptions dumps;

    @Mixin
    private ClusterOptions cluster;

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
            description = "Only these cases, for example UPG-01,UPG-02.")
    private List<String> cases = List.of();

    @Option(
            names = "--tags",
            paramLabel = "EXPRESSION",
            description = "Only scenarios that fit this Cucumber tag expression, for example 'not @slow'.")
    private String tags = "";

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            defaultValue = "standard",
            description = "quick, standard or full (default: ${DEFAULT-VALUE}).")
    private String tier;

    @Option(
            names = "--sql",
            paramLabel = "FILE",
            description = "SQL that is run once on the seeded store, as a part of the data.")
    private Path sql;

    @Option(names = "--report", paramLabel = "DIR", description = "Report folder (default: reports/<run id>).")
    private Path report;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "error",
            description = "error, warning or note: from there on a finding fails the run (default: ${DEFAULT-VALUE}).")
    private String failOn;

    @Option(names = "--strict", description = "Known findings fail the run too.")
    private boolean strict;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Number from which generated data is drawn (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--path",
            split = ",",
            paramLabel = "RELEASE",
            description = "Upgrade by way of these releases, oldest first; the first is --from, the last is --to.")
    private List<String> path = List.of();

    @Option(
            names = "--downtime-budget",
            paramLabel = "TIME",
            description =
                    "How long requests may fail in UPG-06, such as 0s, 500ms or 2m (default: what each case says).")
    private String downtimeBudget = "";

    @Option(names = "--dry-run", description = "Prints the plan and starts nothing.")
    private boolean dryRun;

    @Override
    public Integer call() {
        List<Engine> kinds = Allowed.engines(engines);
        Severity threshold = severity();
        Allowed.demand("--tier", tier, Allowed.TIERS);
        if (sql != null) {
            ExtraSql.read(sql);
        }
        Map<String, String> fromSettings = releases.fromEnvironment();
        Map<String, String> toSettings = releases.toEnvironment();
        FixtureSource fixtures = FixtureSource.classPath(RunCommand.class.getClassLoader(), "fixtures");
        LoadedProduct product = LoadedProduct.read(fixtures, releases.product);
        String from = releases.from == null ? product.product().defaults().from() : releases.from;
        String to = releases.to == null ? product.product().defaults().to() : releases.to;
        List<Version> via = List.of();
        if (!path.isEmpty()) {
            UpgradePath hops = UpgradePath.of(path, releases, product.product());
            from = hops.from();
            to = hops.to();
            via = hops.via();
        }
        DumpRequest dump = dumps.request(from, sql);
        if (!DumpRequest.AUTO.equals(from)) {
            demandRelease(product, from);
        }
        demandRelease(product, to);
        ClusterRequest given = cluster.request(HostEnvironment.current());
        Scenarios scenarios = Scenarios.find();
        List<ScenarioRef> chosen = scenarios.select(cases, tags, tier);
        scenarios.demandGlue();
        if ("quick".equals(tier) && engines.isEmpty()) {
            kinds = List.of(Engine.SQLITE);
        }
        kinds = DumpOptions.engines(dump, kinds, !engines.isEmpty());
        if (dryRun) {
            new Plan(product.product(), from, to, kinds, chosen).lines().forEach(System.out::println);
            return 0;
        }
        String id = TerminalRun.newId();
        Path folder = report == null ? Path.of("reports", id) : report;
        RunRequest request = new RunRequest(
                releases.product,
                from,
                to,
                via,
                kinds,
                sql,
                fromSettings,
                toSettings,
                folder.toAbsolutePath().normalize(),
                threshold,
                strict,
                seed,
                command(from, to),
                dump,
                budget(),
                given);
        return TerminalRun.execute(id, request, product, fixtures, scenarios, chosen, report == null);
    }

    private static void demandRelease(LoadedProduct product, String asked) {
        org.upgradeharness.docker.ReleaseRequest.parse(asked, product.product());
    }

    private Severity severity() {
        Allowed.demand("--fail-on", failOn, List.of("error", "warning", "note"));
        return Severity.valueOf(failOn.toUpperCase(Locale.ROOT));
    }

    /** The command that repeats the run, without cases and engines; secret values are left out. */
    private String command(String from, String to) {
        StringBuilder command = new StringBuilder("./upgrade run");
        if (!ReleaseOptions.USUAL.equals(releases.product)) {
            command.append(" --product ").append(releases.product);
        }
        command.append(path.isEmpty() ? " --from " + from + " --to " + to : " --path " + String.join(",", path));
        if (sql != null) {
            command.append(" --sql ").append(sql);
        }
        command.append(dumps.written()).append(cluster.written());
        releases.both.forEach(s -> command.append(" --env ").append(shown(s)));
        releases.fromOnly.forEach(s -> command.append(" --from-env ").append(shown(s)));
        releases.toOnly.forEach(s -> command.append(" --to-env ").append(shown(s)));
        if (!"error".equals(failOn)) {
            command.append(" --fail-on ").append(failOn);
        }
        if (strict) {
            command.append(" --strict");
        }
        if (seed != 1) {
            command.append(" --seed ").append(seed);
        }
        if (!downtimeBudget.isEmpty()) {
            command.append(" --downtime-budget ").append(downtimeBudget);
        }
        return command.toString();
    }

    /** How long requests may fail, or null where each case says it. */
    private Duration budget() {
        if (downtimeBudget.isEmpty()) {
            return null;
        }
        Matcher time = TIME.matcher(downtimeBudget);
        if (!time.matches()) {
            throw new UsageError("\"" + downtimeBudget
                    + "\" after --downtime-budget is no time: write a number with its unit, such as 0s, 500ms or 2m.");
        }
        long number = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    private static String shown(String setting) {
        return SECRET_NAME.matcher(setting).lookingAt() ? setting.replaceFirst("=.*", "=…") : setting;
    }
}
