package org.upgradeharness.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.upgradeharness.product.MigratorSpec;
import org.upgradeharness.product.StartSpec;

/** What the charts are given. */
final class ChartValues {
    /** Kube-proxies learn late that a pod is to end; it serves on for so long. */
    private static final int DRAIN_SECONDS = 8;

    private static final String URL = "DATABASE_URL";

    private final Map<String, Object> values = new LinkedHashMap<>();

    private ChartValues() {}

    /**
     * Those of a gateway, without a migration.
     *
     * @param image its image's name in the cluster
     * @param secret names of settings that nobody may see
     */
    static ChartValues gateway(
            String image, int replicas, StartSpec start, Map<String, String> environment, Set<String> secret) {
        Map<String, String> settings = new TreeMap<>(environment);
        Map<String, String> secrets = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (secret.contains(name) || name.equals(URL)) {
                secrets.put(name, settings.remove(name));
            }
        });
        ChartValues chart = new ChartValues();
        Map<String, Object> values = chart.values;
        values.put("image", image);
        values.put("replicas", replicas);
        values.put("port", start.port());
        values.put("command", start.command());
        values.put("livePath", start.ready().get(0).path());
        values.put("readyPath", start.ready().get(start.ready().size() - 1).path());
        values.put("startSeconds", start.readySeconds());
        values.put("drainSeconds", DRAIN_SECONDS);
        values.put("stopSeconds", start.stopSeconds());
        values.put("progressSeconds", start.readySeconds() + start.stopSeconds());
        values.put("settings", settings);
        values.put("secrets", secrets);
        values.put("migration", Map.of("enabled", false));
        return chart;
    }

    /** The same, with a migration before the first replica is replaced. */
    ChartValues migrating(MigratorSpec migrator) {
        return with("migration", Map.of("enabled", true, "command", migrator.command(), "seconds", migrator.seconds()));
    }

    /** The same, with a gateway that starts, ends when it is told to, and never serves. */
    ChartValues neverServing(String python, int progressSeconds) {
        String program = "import signal, sys; signal.signal(signal.SIGTERM, lambda *_: sys.exit(0)); signal.pause()";
        return with("command", List.of(python, "-c", program)).with("progressSeconds", progressSeconds);
    }

    private ChartValues with(String name, Object value) {
        ChartValues other = new ChartValues();
        other.values.putAll(values);
        other.values.put(name, value);
        return other;
    }

    /** By name, as Helm takes them. */
    Map<String, Object> all() {
        return values;
    }

    /** Those of what gateways need beside them. */
    static Map<String, Object> surroundings(
            String postgres,
            String user,
            String password,
            String upstream,
            String python,
            String program,
            Map<String, String> environment) {
        return Map.of(
                "postgres",
                Map.of("image", postgres, "user", user, "password", password),
                "upstream",
                Map.of("image", upstream, "python", python, "program", program, "environment", environment));
    }
}
