package org.upgradeharness.scenarios.suite;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.run.DumpRequest;
import org.upgradeharness.run.LoadedProduct;
import org.upgradeharness.run.RunRequest;
import org.upgradeharness.store.Engine;

/** Requests as a person would make them, for tests. */
final class Requests {
    static final FixtureSource FIXTURES = FixtureSource.classPath(Requests.class.getClassLoader(), "fixtures");

    private Requests() {}

    static LoadedProduct contextForge() {
        return LoadedProduct.read(FIXTURES, "contextforge");
    }

    static RunRequest between(String from, String to, List<Engine> engines, Path report) {
        return withOldSettings(from, to, engines, report, Map.of());
    }

    static RunRequest withOldSettings(
            String from, String to, List<Engine> engines, Path report, Map<String, String> settings) {
        return new RunRequest(
                "contextforge",
                from,
                to,
                List.of(),
                engines,
                null,
                settings,
                Map.of(),
                report,
                Severity.ERROR,
                false,
                1,
                "./upgrade run --from " + from + " --to " + to,
                DumpRequest.NONE);
    }

    static String runId() {
        return "test-" + Long.toString(System.nanoTime(), 36);
    }
}
