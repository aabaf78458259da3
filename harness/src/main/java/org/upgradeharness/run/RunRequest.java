package org.upgradeharness.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.kubernetes.ClusterRequest;
import org.upgradeharness.product.Version;
import org.upgradeharness.store.Engine;

/**
 * What a person asks of a run.
 *
 * @param product the product's name
 * @param from the old release, as {@code 1.0.4}, {@code RC1}, {@code image=NAME}, {@code wheel=FILE} or {@code source=CHECKOUT}
 * @param to the new release
 * @param via the releases between the two that every upgrade goes by way of, oldest first
 * @param engines the kinds of database
 * @param sql SQL that is a part of the dataset, or null
 * @param fromEnvironment settings of the old release that differ from the product's
 * @param toEnvironment settings of the new release that differ from the product's
 * @param report the report folder
 * @param failOn from which severity on a finding fails the run
 * @param strict whether known findings fail it too
 * @param seed the number from which generated data is drawn
 * @param command the command line that repeats the run, without case and engine
 * @param dumps somebody's own data in place of the seed, and what becomes of backups
 * @param downtimeBudget how long requests may fail in a case with a probe, or null for what the case says
 * @param cluster the cluster that the run is given, or null
 */
public record RunRequest(
        String product,
        String from,
        String to,
        List<Version> via,
        List<Engine> engines,
        Path sql,
        Map<String, String> fromEnvironment,
        Map<String, String> toEnvironment,
        Path report,
        Severity failOn,
        boolean strict,
        long seed,
        String command,
        DumpRequest dumps,
        Duration downtimeBudget,
        ClusterRequest cluster) {
    public RunRequest {
        via = List.copyOf(via);
        engines = List.copyOf(engines);
        fromEnvironment = Map.copyOf(fromEnvironment);
        toEnvironment = Map.copyOf(toEnvironment);
    }

    /** A request without a cluster, in which each case says how long requests may fail. */
    public RunRequest(
            String product,
            String from,
            String to,
            List<Version> via,
            List<Engine> engines,
            Path sql,
            Map<String, String> fromEnvironment,
            Map<String, String> toEnvironment,
            Path report,
            Severity failOn,
            boolean strict,
            long seed,
            String command,
            DumpRequest dumps) {
        this(
                product,
                from,
                to,
                via,
                engines,
                sql,
                fromEnvironment,
                toEnvironment,
                report,
                failOn,
                strict,
                seed,
                command,
                dumps,
                null,
                null);
    }

    /** The same, from a release that was found out. */
    RunRequest from(String release) {
        return new RunRequest(
                product,
                release,
                to,
                via,
                engines,
                sql,
                fromEnvironment,
                toEnvironment,
                report,
                failOn,
                strict,
                seed,
                command,
                dumps,
                downtimeBudget,
                cluster);
    }
}
