package org.upgradeharness.scenarios.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.upgradeharness.defect.Defect;
import org.upgradeharness.defect.Defects;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.scenarios.selftest.Control;
import org.upgradeharness.scenarios.selftest.Score;
import org.upgradeharness.scenarios.selftest.Selftest;
import org.upgradeharness.scenarios.selftest.SelftestJson;
import org.upgradeharness.scenarios.selftest.SelftestRequest;
import org.upgradeharness.scenarios.selftest.SelftestTable;
import org.upgradeharness.witness.WitnessSet;
import org.upgradeharness.witness.contextforge.ContextForge;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./upgrade selftest}. */
@Command(
        name = "selftest",
        description = "Plants defects and sees whether every one is found, and nothing where none was planted.",
        mixinStandardHelpOptions = true,
        versionProvider = HarnessVersion.class,
        footer = {
            "",
            "Exit codes: 0 every defect was found and nothing else · 1 a check is blind or cries wolf · 2 wrong usage · 3 the environment is broken.",
            "",
            "Examples:",
            "  ./upgrade selftest                              the control and every defect, both engines",
            "  ./upgrade selftest --defect row-lost --engine sqlite",
            "  ./upgrade selftest --repeat 20 --controls-only  does it ever cry wolf?",
            "  ./upgrade selftest --repeat 10 --controls-only --case UPG-06",
            "                                                  the same of rolling upgrades with drain, one after the other"
        })
final class SelftestCommand implements Callable<Integer> {
    @Option(
            names = "--defect",
            split = ",",
            paramLabel = "NAME",
            description = "Only these of fixtures/defects, comma-separated.")
    private List<String> names = List.of();

    @Option(
            names = "--engine",
            split = ",",
            paramLabel = "ENGINE",
            description = "postgres, sqlite or both, comma-separated (default: both).")
    private List<String> engines = List.of();

    @Option(
            names = "--repeat",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Runs everything so often (default: ${DEFAULT-VALUE}).")
    private int repeat;

    @Option(names = "--controls-only", description = "Plants nothing: whatever is found is a false alarm.")
    private boolean controlsOnly;

    @Option(
            names = "--case",
            paramLabel = "ID",
            defaultValue = "UPG-01",
            description = "The case in which nothing is planted: UPG-01 or UPG-06 (default: ${DEFAULT-VALUE}).")
    private String caseId;

    @Option(names = "--report", paramLabel = "DIR", description = "Report folder (default: reports/selftest-<id>).")
    private Path report;

    @Override
    public Integer call() {
        FixtureSource fixtures = FixtureSource.classPath(SelftestCommand.class.getClassLoader(), "fixtures");
        List<Defect> defects = controlsOnly ? List.of() : Defects.named(Defects.read(fixtures), names);
        String id = "selftest-" + TerminalRun.newId();
        Path folder = (report == null ? Path.of("reports", id) : report)
                .toAbsolutePath()
                .normalize();
        SelftestRequest request =
                new SelftestRequest(defects, Allowed.engines(engines), Control.of(caseId), repeat, folder);
        WitnessSet witnesses = ContextForge.witnesses();
        Score score = new Selftest(id, request, fixtures, () -> witnesses)
                .leavingBy(Runtime.getRuntime()::halt)
                .execute(System.out::println);
        write(folder, score);
        System.out.print(SelftestTable.of(score));
        System.out.println("Report: " + folder.resolve("selftest.json"));
        return score.exitCode();
    }

    private static void write(Path folder, Score score) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("selftest.json"), SelftestJson.of(score));
        } catch (IOException e) {
            throw new UncheckedIOException("The result cannot be written to " + folder + ": " + e.getMessage(), e);
        }
    }
}
