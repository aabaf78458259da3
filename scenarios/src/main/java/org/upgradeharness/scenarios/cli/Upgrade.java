package org.upgradeharness.scenarios.cli;

import java.io.PrintWriter;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.UsageError;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code ./upgrade}. */
@Command(
        name = "upgrade",
        description =
                "Tells whether people who run an old release of the MCP gateway can move to a new one without losing data or service.",
        subcommands = {
            RunCommand.class,
            DoctorCommand.class,
            ImagesCommand.class,
            CasesCommand.class,
            SweepCommand.class,
            SelftestCommand.class,
            MatrixCommand.class,
            CleanCommand.class,
            TestCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = HarnessVersion.class,
        footer = {
            "",
            "Exit codes: 0 all passed · 1 the product under test failed · 2 wrong usage · 3 the environment or the harness is broken.",
            "",
            "Examples:",
            "  ./upgrade run",
            "  ./upgrade run --from 1.0.4 --to 1.0.7 --engine sqlite --case UPG-01",
            "  ./upgrade doctor"
        })
public final class Upgrade {
    /** Exit code for wrong usage. */
    static final int USAGE = 2;
    /** Exit code for a broken environment or harness. */
    static final int BROKEN = 3;

    private Upgrade() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        CommandLine line = new CommandLine(new Upgrade());
        line.setExecutionExceptionHandler(Upgrade::explain);
        line.setParameterExceptionHandler(Upgrade::refuse);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return arguments.length == 0 ? line.execute("--help") : line.execute(arguments);
    }

    private static int explain(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        PrintWriter err = line.getErr();
        if (e instanceof UsageError) {
            err.println("upgrade: " + e.getMessage());
            return USAGE;
        }
        err.println("upgrade: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
        if (!(e instanceof BrokenEnvironment)) {
            err.println("This is a fault of the harness itself:");
            e.printStackTrace(err);
        }
        return BROKEN;
    }

    private static int refuse(CommandLine.ParameterException e, String[] arguments) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        String sentence =
                e.getMessage().lines().findFirst().orElse("wrong usage").replaceFirst("\\.$", "");
        err.println("upgrade: " + sentence + nearest(line, e) + "; "
                + line.getCommandSpec().qualifiedName(" ") + " --help tells what is allowed.");
        return USAGE;
    }

    private static String nearest(CommandLine line, CommandLine.ParameterException e) {
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
            java.util.List<String> known =
                    new java.util.ArrayList<>(line.getSubcommands().keySet());
            line.getCommandSpec().options().forEach(o -> known.addAll(java.util.List.of(o.names())));
            return org.upgradeharness.config.Nearest.of(word, known)
                    .map(n -> " (did you mean " + n + "?)")
                    .orElse("");
        }
        return "";
    }
}
