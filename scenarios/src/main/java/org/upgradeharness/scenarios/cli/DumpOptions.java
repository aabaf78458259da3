package org.upgradeharness.scenarios.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.run.DumpRequest;
import org.upgradeharness.store.DumpFile;
import org.upgradeharness.store.Engine;
import picocli.CommandLine.Option;

/** Options about data of one's own. */
final class DumpOptions {
    @Option(
            names = "--dump",
            paramLabel = "FILE",
            description =
                    "Your own data instead of the seed: pg_dump plain or custom, or a SQLite file, each also gzipped."
                            + " It is only read, and says which engine runs; with --from auto also from which release.")
    private Path dump;

    @Option(names = "--show-values", description = "With --dump: the report may show values of your data.")
    private boolean showValues;

    @Option(
            names = "--save-dumps",
            description = "Puts the backups of the seeded stores into the report folder, for --dump.")
    private boolean save;

    /**
     * What is asked.
     *
     * @param from the old release as asked for
     * @throws UsageError if the options do not go together or the file cannot be used
     */
    DumpRequest request(String from, Path sql) {
        if (dump == null) {
            demandWithout("--show-values", showValues);
            demandWithout("--from auto", DumpRequest.AUTO.equals(from));
            return new DumpRequest(Optional.empty(), false, save);
        }
        if (sql != null) {
            throw new UsageError("--sql is a part of the seed and --dump takes its place; leave one of them out.");
        }
        if (save) {
            throw new UsageError(
                    "--save-dumps is about seeded stores, and with --dump nothing is seeded; leave one of them out.");
        }
        return new DumpRequest(Optional.of(DumpFile.of(dump)), showValues, false);
    }

    private static void demandWithout(String option, boolean asked) {
        if (asked) {
            throw new UsageError(option + " says something of a dump; name it with --dump FILE.");
        }
    }

    /**
     * The engines of a run: the dump's own, where there is one.
     *
     * @param named whether somebody named the engines
     * @throws UsageError if another one was asked for
     */
    static List<Engine> engines(DumpRequest request, List<Engine> asked, boolean named) {
        if (request.own().isEmpty()) {
            return asked;
        }
        DumpFile file = request.own().get();
        if (named && !asked.equals(List.of(file.engine()))) {
            throw new UsageError("The dump " + file.path() + " (" + file.title() + ") runs on "
                    + file.engine().id() + " alone; leave --engine out.");
        }
        return List.of(file.engine());
    }

    /** The same options as they are written, to repeat the run. */
    String written() {
        return (dump == null ? "" : " --dump " + dump)
                + (showValues ? " --show-values" : "")
                + (save ? " --save-dumps" : "");
    }
}
