package org.upgradeharness.scenarios.cli;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.report.Outcome;
import org.upgradeharness.report.ProgressLines;
import org.upgradeharness.report.ReportFolder;
import org.upgradeharness.report.ResultTable;
import org.upgradeharness.run.LoadedProduct;
import org.upgradeharness.run.RunRequest;
import org.upgradeharness.scenarios.suite.ScenarioRef;
import org.upgradeharness.scenarios.suite.Scenarios;
import org.upgradeharness.scenarios.suite.SuiteRun;

/** One run as people see it on the terminal: its progress, its table, where its report is. */
final class TerminalRun {
    private TerminalRun() {}

    /** The id of a run that begins now, also its folder's name. */
    static String newId() {
        return LocalDateTime.now(ZoneId.systemDefault())
                        .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT))
                + "-" + ProcessHandle.current().pid();
    }

    /**
     * Runs the scenarios.
     *
     * @param all the scenarios that there are
     * @param chosen those that are run
     * @param latest whether {@code latest} beside the report folder is to point to it
     * @return the exit code
     */
    static int execute(
            String id,
            RunRequest request,
            LoadedProduct product,
            FixtureSource fixtures,
            Scenarios all,
            List<ScenarioRef> chosen,
            boolean latest) {
        HostEnvironment environment = HostEnvironment.current();
        boolean live = environment.isOnTerminal() && !environment.wantsPlainOutput();
        ProgressLines progress = new ProgressLines(System.out, live, live, environment.terminalWidth());
        SuiteRun run = new SuiteRun(id, request, product, fixtures, chosen)
                .among(all)
                .leavingBy(Runtime.getRuntime()::halt)
                .listening(progress);
        ProgressLines.Ticking ticking = progress.ticking();
        Outcome outcome;
        try {
            outcome = run.execute(progress::say);
        } finally {
            ticking.close();
        }
        if (latest) {
            ReportFolder.markLatest(request.report());
        }
        System.out.print(ResultTable.of(run.results(), outcome, request.report(), live, environment.terminalWidth()));
        return outcome.exitCode();
    }
}
