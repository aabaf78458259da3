package org.upgradeharness.scenarios.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.docker.ReleaseRequest;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.run.DumpRequest;
import org.upgradeharness.run.LoadedProduct;
import org.upgradeharness.run.RunRequest;
import org.upgradeharness.scenarios.sweep.Shard;
import org.upgradeharness.scenarios.sweep.SweepRequest;
import org.upgradeharness.scenarios.sweep.SweepRun;
import org.upgradeharness.store.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./upgrade sweep}. */
@Command(
        name = "sweep",
        description = {
            "Kills the migration before every statement, runs it again each time, and compares with one that nobody interrupted.",
            "",
            "A sweep that was killed goes on where it was when it is asked for again. See docs/judging.md, Interrupted migrations."
        },
        mixinStandardHelpOptions = true,
        versionProvider = HarnessVersion.class,
        footer = {
            "",
            "Exit codes: 0 nothing found that is not known · 1 the product under test failed · 2 wrong usage · 3 the environment is broken.",
            "",
            "Examples:",
            "  ./upgrade sweep --from 1.0.0rc1 --to 1.0.0 --engine sqlite",
            "  ./upgrade sweep --from 0.9.0 --to 1.0.0 --engine postgres --shard 2/4",
            "  ./upgrade sweep --from 1.0.0rc1 --to 1.0.0 --engine sqlite --point 67"
        })
final class SweepCommand implements Callable<Integer> {
    @Mixin
    private ReleaseOptions releases;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = "sqlite",
            description = "postgres or sqlite (default: ${DEFAULT-VALUE}).")
    private String engine;

    @Option(names = "--shard", paramLabel = "K/N", description = "Only the k-th of n parts, such as 2/4.")
    private String shard;

    @Option(
            names = "--point",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "Only the point before this statement; the report of a sweep names it.")
    private int point;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Report folder (default: reports/sweep-FROM-TO-ENGINE, with the part or the point).")
    private Path report;

    @Override
    public Integer call() {
        List<Engine> engines = Allowed.engines(List.of(engine));
        Shard part = shard == null ? Shard.WHOLE : Shard.parse(shard);
        if (point < 0 || (point > 0 && shard != null)) {
            throw new UsageError("--point names one statement, from 1, and goes without --shard.");
        }
        FixtureSource fixtures = FixtureSource.classPath(SweepCommand.class.getClassLoader(), "fixtures");
        LoadedProduct product = LoadedProduct.read(fixtures, releases.product);
        String from = releases.from == null ? product.product().defaults().from() : releases.from;
        String to = releases.to == null ? product.product().defaults().to() : releases.to;
        ReleaseRequest.parse(from, product.product());
        ReleaseRequest.parse(to, product.product());
        Path folder = (report == null ? Path.of("reports", name(from, to)) : report)
                .toAbsolutePath()
                .normalize();
        RunRequest run = new RunRequest(
                releases.product,
                from,
                to,
                List.of(),
                engines,
                null,
                releases.fromEnvironment(),
                releases.toEnvironment(),
                folder,
                Severity.ERROR,
                false,
                1,
                command(from, to),
                DumpRequest.NONE);
        SweepRun sweep = new SweepRun(
                TerminalRun.newId(),
                new SweepRequest(run, engines.get(0), part, point),
                product,
                fixtures,
                System.out::println,
                Runtime.getRuntime()::halt);
        int code = sweep.execute();
        sweep.spent().forEach(System.out::println);
        System.out.println(sweep.headline());
        System.out.println("Report: " + folder.resolve("index.html"));
        return code;
    }

    private String name(String from, String to) {
        String part = point > 0 ? "-point-" + point : shard == null ? "" : "-" + shard.replace('/', '-');
        return ("sweep-" + from + "-" + to + "-" + engine + part).replaceAll("[^A-Za-z0-9.-]+", "-");
    }

    private String command(String from, String to) {
        String which = ReleaseOptions.USUAL.equals(releases.product) ? "" : " --product " + releases.product;
        return "./upgrade sweep" + which + " --from " + from + " --to " + to + " --engine " + engine;
    }
}
